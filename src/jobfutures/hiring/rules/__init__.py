"""Tables and arithmetic of hiring. Pure: the time comes in as an argument."""
