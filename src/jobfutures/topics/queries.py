"""Answers about the vocabulary and the current edition."""

from django.db import connection

from jobfutures.topics.models import Edition


def edition_token() -> str:
    """Return a text that changes whenever public pages must be made anew; cheap enough to ask once a second."""
    with connection.cursor() as cursor:
        # Counted as well: of two that begin at once, the one with the higher id may be seen first.
        cursor.execute("SELECT MAX(id), COUNT(*) FROM topics_edition")
        newest, number = cursor.fetchone()
    return f"{newest or 0}-{number}"


def content_hash() -> str:
    """Return the hash of the content folders that were loaded last, or an empty text."""
    newest = Edition.objects.newest_first().first()
    return newest.content_hash if newest else ""
