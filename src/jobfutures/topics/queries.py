"""Answers about the vocabulary and the current edition."""

from django.db import DEFAULT_DB_ALIAS, connections

from jobfutures.topics.models import Edition

# Counted, for of two that begin at once the one with the higher id may be seen first; with what was loaded, for a
# restored database counts anew.
NEWEST = """
    SELECT id, (SELECT COUNT(*) FROM topics_edition), content_hash FROM topics_edition ORDER BY id DESC LIMIT 1
"""


def edition_token(database: str = DEFAULT_DB_ALIAS) -> str:
    """Return a text that changes whenever public pages must be made anew; cheap enough to ask once a second."""
    with connections[database].cursor() as cursor:
        cursor.execute(NEWEST)
        newest, number, content = cursor.fetchone() or (0, 0, "")
    return f"{newest}-{number}-{content[:12]}"


def content_hash() -> str:
    """Return the hash of the content folders that were loaded last, or an empty text."""
    newest = Edition.objects.newest_first().first()
    return newest.content_hash if newest else ""


def holds_demo() -> bool:
    """Tell whether made-up companies and people are here. One query."""
    return Edition.objects.newest_first().values_list("is_demo", flat=True).first() or False
