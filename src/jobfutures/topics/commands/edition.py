"""Begins a new edition of the public pages."""

from datetime import datetime

from jobfutures.topics.models import Edition


def begin_edition(*, reason: str, at: datetime, loaded: str | None = None, is_demo: bool | None = None) -> Edition:
    """Begin a new edition of the public pages; what is not said is as in the one before.

    loaded: the hash of the content folders, when they were loaded.  is_demo: whether the demo is here.
    """
    before = Edition.objects.newest_first().first() or Edition(content_hash="")
    return Edition.objects.create(
        content_hash=before.content_hash if loaded is None else loaded,
        is_demo=before.is_demo if is_demo is None else is_demo,
        reason=reason,
        at=at,
    )
