"""How fast and how often a company answers. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

LOOKED_BACK = timedelta(days=180)
FEWEST = 5  # below this nothing is said: few answers say little, and might say whose
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Case:
    """One application as a company treated it. replied_at: its first answer.  ended_at: however it ended."""

    submitted_at: datetime
    promise_days: int
    replied_at: datetime | None = None
    ended_at: datetime | None = None
    never_answered: bool = False

    @property
    def days(self) -> float | None:
        return (self.replied_at - self.submitted_at) / DAY if self.replied_at else None

    def counts(self, at: datetime) -> bool:
        """Tell whether it has an answer, or should have had one: what was taken back in time owes none."""
        due = self.submitted_at + timedelta(days=self.promise_days)
        return self.replied_at is not None or self.never_answered or min(self.ended_at or at, at) >= due


@dataclass(frozen=True, slots=True)
class Month:
    """month: `2026-11`.  median_days: None where fewer than five were answered."""

    month: str
    number: int
    median_days: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    number: int
    answered: int
    median_days: float | None
    months: list[Month]

    @property
    def is_enough(self) -> bool:
        return self.number >= FEWEST

    @property
    def share(self) -> float:
        return self.answered / self.number if self.number else 0.0


def figures(cases: Iterable[Case], at: datetime) -> Figures:
    """Return the figures of applications that were sent within the last 180 days."""
    counted = [one for one in cases if one.submitted_at > at - LOOKED_BACK and one.counts(at)]
    days = [one.days for one in counted if one.days is not None]
    return Figures(len(counted), len(days), middle(days), by_month(counted))


def middle(days: Sequence[float]) -> float | None:
    return round(median(days), 1) if days else None


def by_month(cases: Iterable[Case]) -> list[Month]:
    """Return the months in which applications were sent, the oldest first."""
    found: dict[str, list[float]] = {}
    for one in cases:
        if one.days is not None:
            found.setdefault(f"{one.submitted_at:%Y-%m}", []).append(one.days)
    return [
        Month(month, len(days), middle(days) if len(days) >= FEWEST else None) for month, days in sorted(found.items())
    ]
