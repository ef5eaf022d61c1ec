"""How times are shown: in the zone of whoever reads, and in that of the company."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.models import Interview, InterviewState, Slot
from jobfutures.hiring.rules.times import Span, meet_any, span
from jobfutures.kit.zones import zones
from jobfutures.profiles.models import Profile

UTC_ZONE = "UTC"
WIDE = timedelta(days=1)  # longer than any interview


@cache
def offered_zones() -> list[tuple[str, str]]:
    """Return the time zones that a form offers."""
    return [(UTC_ZONE, UTC_ZONE), *((zone, zone.replace("_", " ")) for zone in zones())]


def zone_of(viewer: User) -> str:
    """Return the zone that a person named in their own profile, or "". One query."""
    named = Profile.objects.visible_to(viewer).values_list("timezone", flat=True).first() or ""
    return named if is_zone(named) else ""


def is_zone(name: str) -> bool:
    return name in dict(offered_zones())


@dataclass(frozen=True, slots=True)
class Shown:
    """An instant, as the clocks of one zone show it."""

    at: datetime
    text: str
    zone: str


def shown(at: datetime, zone: str) -> Shown:
    """zone: IANA. The text names the distance from UTC, so that an hour that comes twice is told apart."""
    there = at.astimezone(ZoneInfo(zone))
    written = there.strftime("%z")
    offset = f"UTC{written[:3]}:{written[3:5]}" if there.utcoffset() else "UTC"
    place = zone.replace("_", " ").rpartition("/")[2]
    text = date_format(there, "D, j F Y, H:i")
    return Shown(at, f"{text} ({offset})" if zone == UTC_ZONE else f"{text} {place} ({offset})", zone)


def in_zones(at: datetime, zones_shown: Collection[str]) -> list[Shown]:
    """Return an instant in each zone once; zones that show the same clock are told once."""
    found: list[Shown] = []
    clocks: set[str] = set()
    for zone in dict.fromkeys(zones_shown):
        one = shown(at, zone)
        clock = at.astimezone(ZoneInfo(zone)).isoformat()
        if clock not in clocks:
            clocks.add(clock)
            found.append(one)
    return found


@dataclass(frozen=True, slots=True)
class Offered:
    """A proposed time. pk: of its slot.  is_over: it cannot be chosen any more."""

    pk: int
    times: list[Shown]
    is_over: bool

    @property
    def label(self) -> str:
        return " = ".join(one.text for one in self.times)


def offered_times(interview: Interview, zones_shown: Collection[str], at: datetime) -> list[Offered]:
    """Return the proposed times, the earliest first. One query."""
    rows = Slot.objects.filter(interview=interview).order_by("starts_at")
    return [Offered(one.pk, in_zones(one.starts_at, zones_shown), one.starts_at <= at) for one in rows]


def clashes(interview: Interview, panel: Collection[User], starts: Collection[datetime]) -> list[str]:
    """Return the addresses of those of a panel who are in another interview at one of these times. One query."""
    if not starts or not panel:
        return []
    own = [span(one, interview.minutes) for one in starts]
    rows = Interview.objects.filter(
        state=InterviewState.SCHEDULED, panel__person__in=panel, panel__removed_at=None,
        starts_at__gt=min(starts) - WIDE, starts_at__lt=max(starts) + WIDE,
    ).exclude(pk=interview.pk)  # fmt: skip
    found: set[str] = set()
    for starts_at, minutes, email in rows.values_list("starts_at", "minutes", "panel__person__email"):
        if starts_at is not None and meet_any(own, [Span(starts_at, starts_at + timedelta(minutes=minutes))]):
            found.add(email)
    return sorted(found & {one.email for one in panel})


def twice(written: datetime, at: datetime) -> str:
    """Return what is said of a time that the clocks of its zone show twice."""
    return _("%(time)s comes twice on that day: the first of the two is meant, %(utc)s.") % {
        "time": date_format(written, "H:i"), "utc": shown(at, UTC_ZONE).text,
    }  # fmt: skip
