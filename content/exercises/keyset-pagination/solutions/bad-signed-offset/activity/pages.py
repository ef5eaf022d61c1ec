"""Pages of the activity log, newest event first."""

from django.core import signing
from django.db.models import QuerySet

from activity.models import Event

SALT = "activity.pages"


class WrongCursor(Exception):
    """The cursor is none that we have handed out for this list."""


def page_of(events: QuerySet[Event], limit: int, cursor: str | None, *, name: str) -> tuple[list[Event], str | None]:
    """Return so many events, and the cursor of the next page, None after the last. Raises WrongCursor.

    name: of the list; a cursor is good for the list it was made for.
    """
    start = read_cursor(cursor, name) if cursor is not None else 0
    page = list(events.order_by("-happened_at", "-pk")[start : start + limit + 1])
    return page[:limit], write_cursor(start + limit, name) if len(page) > limit else None


def write_cursor(start: int, name: str) -> str:
    return signing.dumps([name, start], salt=SALT)


def read_cursor(cursor: str, name: str) -> int:
    try:
        made_for, start = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        raise WrongCursor from None
    if made_for != name:
        raise WrongCursor
    return start
