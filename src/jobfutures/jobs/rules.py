"""States of a posting and who may move it. Pure."""

from enum import StrEnum

LIVE = frozenset({"PUBLISHED"})  # what anybody finds; what is paused or closing keeps its duties and is in no list


class Actor(StrEnum):
    """Who causes an event: a recruiter or owner of the company, an operator who is no member of it, or the clock."""

    RECRUITER = "RECRUITER"
    OPERATOR = "OPERATOR"
    SYSTEM = "SYSTEM"
