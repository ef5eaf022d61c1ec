"""A Django database engine whose statements run in the trusted database of the grader."""
