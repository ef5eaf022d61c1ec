"""A made-up instance to look around in: `jobfutures demo`. Its names say what they are, and it leaves without trace."""
