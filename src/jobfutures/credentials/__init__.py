"""Signed statements that a candidate takes along: issued on their click, verifiable offline by anybody's library."""
