"""Submissions that want a pass without a solution, and those that attack the grader, the database and the channels between."""
