"""When letters go out, and which addresses a notice may lead to. Pure."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

FIRST_PAUSE_S = 60
LONGEST_PAUSE_S = 3600
MOST_TRIES = 120  # with these pauses close to five days, as mail servers do
MOST_REFUSALS = 5  # half an hour: the receiving server says that there is no such address

NOTICES_KEPT = timedelta(days=90)
MOST_SUBJECT = 300
MOST_PATH = 500
A_DAY = timedelta(days=1)


def pause_s(tries: int, *, refused: bool) -> int | None:
    """Return the seconds to wait after `tries` failed tries, or None to give up.

    refused: the receiving server knew what we asked and said no, rather than being away or busy.
    """
    if refused and tries >= MOST_REFUSALS:
        return None
    return min(FIRST_PAUSE_S << min(tries - 1, 10), LONGEST_PAUSE_S)


def digest_hour(at: datetime, *, hour: int, zone: str) -> datetime:
    """Return when it last was this hour of the day in a time zone, at or before `at`.

    Where clocks leave the hour out, it is what the clocks before the change would have called so.
    """
    there = at.astimezone(ZoneInfo(zone))
    today = there.replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    found = today if today.timestamp() <= at.timestamp() else today - A_DAY  # arithmetic of the calendar, not of hours
    return found.astimezone(at.tzinfo)


def is_digest_due(at: datetime, *, hour: int, zone: str, oldest: datetime) -> bool:
    """Tell whether the hour has come since the oldest of what waits. oldest: when it was told."""
    return oldest < digest_hour(at, hour=hour, zone=zone)


def is_own_path(path: str) -> bool:
    """Tell whether an address stays on this site: a browser takes `//` and `/\\` for the beginning of another host."""
    plain = path.isprintable() and "\\" not in path
    return plain and path.startswith("/") and not path.startswith("//") and len(path) <= MOST_PATH


def is_bounce(why: str) -> bool:
    """Tell from the words of `Refused` that a server said no to every address for good: a code of 5xx."""
    return "recipients refused: [5" in why
