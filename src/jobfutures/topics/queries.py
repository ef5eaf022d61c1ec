"""Answers about the vocabulary and the current edition."""

from django.db import connection

from jobfutures.topics.models import Edition


def edition_token() -> str:
    """Return a text that changes whenever public pages must be made anew; cheap enough to ask once a second."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM topics_edition")
        return str(cursor.fetchone()[0] or 0)


def content_hash() -> str:
    """Return the hash of the content folders that were loaded last, or an empty text."""
    newest = Edition.objects.newest_first().first()
    return newest.content_hash if newest else ""
