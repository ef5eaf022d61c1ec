"""The month of an export, as it stands in its address: 2026-05."""

import re
from datetime import UTC, datetime

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


class UnknownMonth(ValueError):
    """The text is no month such as 2026-05."""


def bounds(text: str) -> tuple[datetime, datetime]:
    """Return the first moment of the month and of the next one. Raises UnknownMonth."""
    found = MONTH.fullmatch(text)
    if not found:
        raise UnknownMonth(f"{text!r} is no month such as 2026-05.")
    year, month = int(found[1]), int(found[2])
    return datetime(year, month, 1, tzinfo=UTC), datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
