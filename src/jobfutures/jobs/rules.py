"""States of a posting, who may move it, and its times. Pure."""

from datetime import date, datetime, timedelta
from enum import StrEnum

LIVE = frozenset({"PUBLISHED"})  # what anybody finds; what is paused or closing keeps its duties and is in no list
GONE = frozenset({"CLOSING", "CLOSED"})  # was public once, and says so
OPEN = frozenset({"PUBLISHED", "PAUSED", "CLOSING"})  # public now or a moment ago: an operator may remove it

LONGEST_OPEN = timedelta(days=60)
ANSWERING = timedelta(days=21)  # after closing, for answers to everybody who applied
STILL_HIRING = timedelta(days=30)  # after which a company is asked whether the job is still open
PATIENCE = timedelta(days=7)  # for the answer to that


class Actor(StrEnum):
    """Who causes an event: a recruiter or owner of the company, an operator who is no member of it, or the clock."""

    RECRUITER = "RECRUITER"
    OPERATOR = "OPERATOR"
    SYSTEM = "SYSTEM"


COMPANY, SITE, CLOCK = (frozenset({actor}) for actor in Actor)

# (state, event) -> (next state, who). `submit` waits for the operator; `publish` is the same act where none is asked.
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("DRAFT", "submit"): ("IN_REVIEW", COMPANY),
    ("DRAFT", "publish"): ("PUBLISHED", COMPANY),
    ("IN_REVIEW", "approve"): ("PUBLISHED", SITE),
    ("IN_REVIEW", "return"): ("DRAFT", SITE),
    ("PUBLISHED", "pause"): ("PAUSED", COMPANY | CLOCK),
    ("PUBLISHED", "close"): ("CLOSED", COMPANY),
    ("PUBLISHED", "expire"): ("CLOSING", CLOCK),
    ("PUBLISHED", "moderate"): ("REMOVED", SITE),
    ("PAUSED", "resume"): ("PUBLISHED", COMPANY),
    ("PAUSED", "close"): ("CLOSED", COMPANY),
    ("PAUSED", "expire"): ("CLOSING", CLOCK),
    ("PAUSED", "moderate"): ("REMOVED", SITE),
    ("CLOSING", "settle"): ("CLOSED", CLOCK),
    ("CLOSING", "moderate"): ("REMOVED", SITE),
}


class Reason(StrEnum):
    """Why a posting was closed."""

    FILLED = "FILLED"
    WITHDRAWN = "WITHDRAWN"
    EXPIRED = "EXPIRED"


def last_day(closes_at: datetime) -> date:
    """Return the last day of a posting: one that closes at midnight is not open on the day that begins then."""
    return (closes_at - timedelta(microseconds=1)).date()


def is_settled(*, closed_at: datetime, waiting: int, at: datetime) -> bool:
    """Tell whether a closing posting is over: everybody has an answer, or there was time enough for one."""
    return waiting == 0 or closed_at + ANSWERING <= at
