"""Begins a new edition of the public pages."""

from datetime import datetime

from jobfutures.topics.models import Edition
from jobfutures.topics.queries import content_hash


def begin_edition(*, reason: str, at: datetime, loaded: str | None = None) -> Edition:
    """Begin a new edition of the public pages. `loaded`: the hash of the content folders, when they were loaded."""
    return Edition.objects.create(content_hash=content_hash() if loaded is None else loaded, reason=reason, at=at)
