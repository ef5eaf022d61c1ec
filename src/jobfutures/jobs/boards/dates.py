"""Moments as boards write them: ISO 8601 with or without a zone, days, and epochs in seconds or milliseconds."""

import re
from datetime import UTC, date, datetime, time, timedelta

from jobfutures.jobs.boards.nodes import Node

FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
END_OF_DAY = time(23, 59, 59)


def moment(written: str, *, is_end: bool = False) -> datetime | None:
    """Return a moment in UTC, or nothing. Without a zone it is taken as UTC; a day as an end is its last second."""
    text = re.sub(r"\s+UTC$", "+00:00", written.strip())
    try:
        if DAY.fullmatch(text):
            found = datetime.combine(date.fromisoformat(text), END_OF_DAY if is_end else time(), UTC)
        elif re.fullmatch(r"\d+", text):
            return epoch(int(text)) if len(text) <= 13 else None
        else:
            found = datetime.fromisoformat(text)
        found = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found if FIRST <= found < LAST else None


def epoch(number: int) -> datetime | None:
    """Return the moment of a number of seconds or of milliseconds: no number is both between 2000 and 2100."""
    for unit in (timedelta(seconds=1), timedelta(milliseconds=1)):
        if (
            (FIRST - datetime(1970, 1, 1, tzinfo=UTC)) / unit
            <= number
            < (LAST - datetime(1970, 1, 1, tzinfo=UTC)) / unit
        ):
            return datetime(1970, 1, 1, tzinfo=UTC) + number * unit
    return None


def moment_of(node: Node, *, is_end: bool = False) -> tuple[datetime | None, bool]:
    """Return the moment of a value, and whether it could be read; one that could not is told as lost."""
    written = node.text()
    if not written:
        return None, True
    found = moment(written, is_end=is_end)
    return found, found is not None
