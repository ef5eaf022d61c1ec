"""Who has to act next on an application, and by when. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from jobfutures.hiring.rules.applications import UNANSWERED


class Side(StrEnum):
    COMPANY = "COMPANY"
    CANDIDATE = "CANDIDATE"
    NOBODY = "NOBODY"


@dataclass(frozen=True, slots=True)
class Held:
    """One interview. starts_at: None until it is scheduled.  is_asked: the candidate has times to choose from."""

    state: str
    state_at: datetime
    starts_at: datetime | None = None
    minutes: int = 0
    is_asked: bool = False

    @property
    def ends_at(self) -> datetime | None:
        return self.starts_at + timedelta(minutes=self.minutes) if self.starts_at else None


@dataclass(frozen=True, slots=True)
class Turn:
    """since: when this side came to be the one that acts.  due_at: by when it promised to; None without a promise."""

    side: Side
    since: datetime
    due_at: datetime | None


def turn(state: str, *, acted_at: datetime, promise_days: int, interviews: Sequence[Held] = ()) -> Turn:
    """Return whose turn it is. acted_at: when the last act of either side was.

    A scheduled interview is nobody's turn until it ends; from then on the company's, to say how it went.
    """
    promise = timedelta(days=promise_days)
    if state in {"OFFERED", "DRAFT"}:
        return Turn(Side.CANDIDATE, acted_at, None)
    if state not in UNANSWERED:
        return Turn(Side.NOBODY, acted_at, None)
    asked = [one for one in interviews if one.state == "PROPOSED" and one.is_asked]
    if state == "INTERVIEWING" and asked:
        return Turn(Side.CANDIDATE, max(one.state_at for one in asked), None)
    ends = [one.ends_at for one in interviews if one.state == "SCHEDULED" and one.ends_at]
    if state == "INTERVIEWING" and ends:
        return Turn(Side.COMPANY, max(ends), max(ends) + promise)
    return Turn(Side.COMPANY, acted_at, acted_at + promise)


def is_overdue(due_at: datetime | None, at: datetime) -> bool:
    return due_at is not None and due_at < at
