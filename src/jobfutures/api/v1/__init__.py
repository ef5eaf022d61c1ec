"""Version 1: one module for each room, with a `Room` named `room`."""
