"""Looks for the proof of a domain: in the DNS, or on its web server. Writes nothing."""
