"""Pages of the activity log, newest event first."""

from datetime import datetime

from django.core import signing
from django.db.models import Q, QuerySet

from activity.models import Event

SALT = "activity.pages"


class WrongCursor(Exception):
    """The cursor is none that we have handed out for this list."""


def page_of(events: QuerySet[Event], limit: int, cursor: str | None, *, name: str) -> tuple[list[Event], str | None]:
    """Return so many events, and the cursor of the next page, None after the last. Raises WrongCursor.

    name: of the list; a cursor is good for the list it was made for.
    """
    if cursor is not None:
        at, last_id = read_cursor(cursor, name)
        events = events.filter(Q(happened_at__lt=at) | Q(happened_at=at, pk__lt=last_id))
    page = list(events.order_by("-happened_at", "-pk")[: limit + 1])
    return page[:limit], write_cursor(page[limit - 1], name) if len(page) > limit else None


def write_cursor(last: Event, name: str) -> str:
    return signing.dumps([name, last.happened_at.isoformat(), last.pk], salt=SALT)


def read_cursor(cursor: str, name: str) -> tuple[datetime, int]:
    try:
        made_for, at, last_id = signing.loads(cursor, salt=SALT)
    except signing.BadSignature:
        raise WrongCursor from None
    if made_for != name:
        raise WrongCursor
    return datetime.fromisoformat(at), last_id
