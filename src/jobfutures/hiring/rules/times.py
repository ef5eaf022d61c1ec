"""Times as people write them in a zone, and the instants that they mean. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from jobfutures.hiring.rules.interviews import LATEST, SOONEST


class NoSuchTime(Exception):
    """The clocks of this zone skip the time: they went from an earlier to a later one at once."""


@dataclass(frozen=True, slots=True)
class Instant:
    """at: in UTC.  comes_twice: the clocks of the zone show this time twice on that day; it is the first of both."""

    at: datetime
    comes_twice: bool = False


class Fault(StrEnum):
    SOON = "SOON"
    LATE = "LATE"


def instant(written: datetime, zone: str) -> Instant:
    """Return what a time without a zone means in one. zone: IANA.  Raises NoSuchTime."""
    there = ZoneInfo(zone)
    first, second = (written.replace(tzinfo=there, fold=fold) for fold in (0, 1))
    at = first.astimezone(UTC)
    if at.astimezone(there).replace(tzinfo=None, fold=0) != written.replace(fold=0):
        raise NoSuchTime
    return Instant(at, first.utcoffset() != second.utcoffset())


def is_near(day: datetime, at: datetime) -> bool:
    """Tell whether a day without a zone is one that could be proposed at all, wherever it is meant."""
    now = at.astimezone(UTC).replace(tzinfo=None)
    return now - timedelta(days=2) <= day <= now + LATEST + timedelta(days=2)


def fault_of(starts_at: datetime, at: datetime) -> Fault | None:
    """Return why a time cannot be proposed."""
    if starts_at < at + SOONEST:
        return Fault.SOON
    return Fault.LATE if starts_at > at + LATEST else None


@dataclass(frozen=True, slots=True)
class Span:
    """From when until when."""

    begins: datetime
    ends: datetime

    def meets(self, other: "Span") -> bool:
        return self.begins < other.ends and other.begins < self.ends


def span(starts_at: datetime, minutes: int) -> Span:
    return Span(starts_at, starts_at + timedelta(minutes=minutes))


def meet_any(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return any(one.meets(other) for one in spans for other in others)
