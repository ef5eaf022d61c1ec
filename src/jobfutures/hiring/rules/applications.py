"""States of an application, and who may cause what. Pure."""

from datetime import timedelta
from enum import StrEnum

UNANSWERED = ("SUBMITTED", "ACKNOWLEDGED", "INTERVIEWING", "DECIDING")  # the company owes an answer
LIVE = (*UNANSWERED, "OFFERED")  # one of these, or a draft, per candidate and job
ENDED = ("HIRED", "REFUSED", "DECLINED", "WITHDRAWN", "NO_ANSWER")
SHOWN = (*LIVE, "HIRED", "REFUSED", "DECLINED", "NO_ANSWER")  # states in which a company sees what was sent
KEPT = timedelta(days=180)  # after the end, then what it says is erased
DRAFT_KEPT = timedelta(days=90)  # since it was last touched
AFTER_CLOSING = timedelta(days=21)
GRANTS_KEPT = timedelta(days=14)  # after the end

SHORTEST_MESSAGE = 40  # of a decline: one sentence that a person can use
MOST_MESSAGE = 2000
MOST_NOTE = 2000
MOST_ANSWER = 2000
MOST_QUESTIONS = 3
MOST_FILES = 3
MOST_FILE_BYTES = 2 * 1024 * 1024


class Actor(StrEnum):
    """Who causes an event: the candidate, a recruiter or owner of the company, or the clock."""

    CANDIDATE = "CANDIDATE"
    RECRUITER = "RECRUITER"
    SYSTEM = "SYSTEM"


CANDIDATE, RECRUITER, SYSTEM = (frozenset({one}) for one in Actor)
# (state, event) -> (next state, who). `decline_unseen` is the decline of a bulk close, which opens nothing first;
# `advance` from DECIDING leads to one more interview; `conclude`: every card of the interviews held is in or waived.
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("DRAFT", "submit"): ("SUBMITTED", CANDIDATE),
    ("SUBMITTED", "open"): ("ACKNOWLEDGED", RECRUITER),
    ("SUBMITTED", "decline_unseen"): ("DECLINED", RECRUITER),
    ("ACKNOWLEDGED", "advance"): ("INTERVIEWING", RECRUITER),
    ("DECIDING", "advance"): ("INTERVIEWING", RECRUITER),
    ("INTERVIEWING", "conclude"): ("DECIDING", SYSTEM),
    ("DECIDING", "offer"): ("OFFERED", RECRUITER),
    ("OFFERED", "accept"): ("HIRED", CANDIDATE),
    ("OFFERED", "refuse"): ("REFUSED", CANDIDATE),
    ("OFFERED", "rescind"): ("DECLINED", RECRUITER),
    **{(state, "decline"): ("DECLINED", RECRUITER) for state in ("ACKNOWLEDGED", "INTERVIEWING", "DECIDING")},
    **{(state, "withdraw"): ("WITHDRAWN", CANDIDATE) for state in LIVE},
    **{(state, "no_answer"): ("NO_ANSWER", SYSTEM) for state in UNANSWERED},
    **{(state, "erase"): ("ERASED", SYSTEM) for state in ENDED},
}
REPLIES = frozenset({"advance", "decline", "decline_unseen", "offer", "rescind", "propose", "write"})  # of a company


class Reason(StrEnum):
    """Why a company says no; SKILLS_TOPIC names an area of the guide."""

    SKILLS_TOPIC = "SKILLS_TOPIC"
    LOCATION_OR_HOURS = "LOCATION_OR_HOURS"
    PAY_MISMATCH = "PAY_MISMATCH"
    SENIORITY = "SENIORITY"
    POSITION_FILLED = "POSITION_FILLED"
    OTHER = "OTHER"


def may_apply_again(ended: str) -> bool:
    """Tell whether somebody whose application ended so may apply to the same job once more."""
    return ended in {"WITHDRAWN", "ERASED"}
