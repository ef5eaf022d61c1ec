"""Whether this process can serve a visitor: each cause is looked at, and named."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from jobfutures.topics.queries import content_hash

DRAINING = "draining"  # a file of this name in the data folder: this host takes no new visitors


def why_not_ready() -> str:
    """Return what is missing before a visitor can be served, or an empty text. At most two queries."""
    if (Path(settings.DATA) / DRAINING).exists():
        return "draining: this host is being stopped"
    try:
        if missing := migrations_missing():
            return f"{missing} migrations are missing: jobfutures migrate"
        return "" if content_hash() else "no content is loaded: jobfutures content load"
    except DatabaseError:
        return "the database does not answer, or was never migrated"


def migrations_missing() -> int:
    """Count what this version needs and the database has not. More than it knows is no fault: a newer one migrates
    first, and this one goes on until it is replaced.
    """
    return len(needed() - set(MigrationRecorder.Migration.objects.values_list("app", "name")))


@cache
def needed() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.nodes)
