"""States of a scorecard, when cards are open to others, and what a card must say. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

IN = ("SUBMITTED", "AMENDED")
DONE = (*IN, "WAIVED")
LEVELS = (1, 2, 3, 4)
NOT_OBSERVED = 0
SHORTEST_EVIDENCE = 30
MOST_EVIDENCE = 2000
WAIVED_AFTER = timedelta(days=5)


class Actor(StrEnum):
    """Who causes an event: the card's author, or a recruiter or owner of the company."""

    AUTHOR = "AUTHOR"
    RECRUITER = "RECRUITER"


AUTHOR, RECRUITER = (frozenset({one}) for one in Actor)
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("ASSIGNED", "begin"): ("DRAFTING", AUTHOR),
    ("DRAFTING", "submit"): ("SUBMITTED", AUTHOR),
    ("SUBMITTED", "amend"): ("AMENDED", AUTHOR),
    ("AMENDED", "amend"): ("AMENDED", AUTHOR),
    ("ASSIGNED", "waive"): ("WAIVED", RECRUITER),
    ("DRAFTING", "waive"): ("WAIVED", RECRUITER),
}


def are_open(states: Iterable[str], *, own: str | None) -> bool:
    """Tell whether somebody may read the cards of an interview that are not theirs. own: the state of their own card,
    None where they have none; the cards are open once that is in and all are in or waived.
    """
    found = list(states)
    return bool(found) and all(one in DONE for one in found) and own in {None, *DONE}


def may_waive(*, held_at: datetime, at: datetime) -> bool:
    """held_at: when the interview was held."""
    return held_at + WAIVED_AFTER <= at
