"""States of an interview, and who may cause what. Pure."""

from datetime import timedelta
from enum import StrEnum

LIVE = ("PROPOSED", "SCHEDULED")
MISSED = ("NO_SHOW_CANDIDATE", "NO_SHOW_COMPANY")
MOST_SLOTS = 5
MOST_PANEL = 5
SOONEST = timedelta(hours=1)  # between a proposal and its first time
LATEST = timedelta(days=60)
LATE = timedelta(minutes=15)  # after which somebody is missing


class Actor(StrEnum):
    """Who causes an event: the candidate, a recruiter or owner, somebody of the panel, or what ends an application."""

    CANDIDATE = "CANDIDATE"
    RECRUITER = "RECRUITER"
    PANEL = "PANEL"
    SYSTEM = "SYSTEM"


CANDIDATE, RECRUITER, PANEL, SYSTEM = (frozenset({one}) for one in Actor)
# (state, event) -> (next state, who). `ask_other`: none of the times fits.  `move`: it needs other times.
STEPS: dict[tuple[str, str], tuple[str, frozenset[Actor]]] = {
    ("PROPOSED", "choose"): ("SCHEDULED", CANDIDATE),
    ("PROPOSED", "ask_other"): ("PROPOSED", CANDIDATE),
    ("PROPOSED", "repropose"): ("PROPOSED", RECRUITER),
    ("PROPOSED", "cancel"): ("CANCELLED", RECRUITER | SYSTEM),
    ("SCHEDULED", "repropose"): ("PROPOSED", RECRUITER),
    ("SCHEDULED", "move"): ("PROPOSED", CANDIDATE),
    ("SCHEDULED", "cancel"): ("CANCELLED", RECRUITER | SYSTEM),
    ("SCHEDULED", "complete"): ("COMPLETED", RECRUITER | PANEL),
    ("SCHEDULED", "miss_candidate"): ("NO_SHOW_CANDIDATE", RECRUITER | PANEL),
    ("SCHEDULED", "miss_company"): ("NO_SHOW_COMPANY", CANDIDATE | RECRUITER | PANEL),
}
