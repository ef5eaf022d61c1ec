"""Pages of the activity log, newest event first."""

import base64
import json

from django.db.models import QuerySet

from activity.models import Event


class WrongCursor(Exception):
    """The cursor is none that we have handed out for this list."""


def page_of(events: QuerySet[Event], limit: int, cursor: str | None) -> tuple[list[Event], str | None]:
    """Return so many events, and the cursor of the next page, None after the last. Raises WrongCursor."""
    start = read_cursor(cursor) if cursor else 0
    ordered = events.order_by("-happened_at")
    page = list(ordered[start : start + limit])
    is_last = start + limit >= events.count()
    return page, None if is_last else write_cursor(start + limit)


def write_cursor(start: int) -> str:
    return base64.urlsafe_b64encode(json.dumps({"start": start}).encode()).decode()


def read_cursor(cursor: str) -> int:
    return json.loads(base64.urlsafe_b64decode(cursor))["start"]
