"""How entries of one subject hang together: each hash covers the one before it, so a change or a gap shows.

The hash covers a mark of the actor instead of the actor, so that erasure can cut the link and the chain still holds.
"""

import hashlib
import json
import re
from datetime import UTC, datetime
from uuid import UUID

FIRST = ""  # what stands before the first entry of a subject
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")


def is_name(text: str) -> bool:
    """Tell the name of a field or an act, such as `state` or `support.answered`, from a value that must not be kept."""
    return NAME.fullmatch(text) is not None


def actor_mark(entry: UUID, actor: UUID | None) -> str:
    """Return what stands for the actor in the hash: another in every entry, and nobody's name once the link is cut."""
    return hashlib.sha256(f"{entry} {actor}".encode()).hexdigest() if actor else ""


def entry_hash(
    *, previous: str, entry: UUID, subject: str, number: int, at: datetime, mark: str, kind: str, fields: list[str]
) -> str:
    """Return the SHA-256, in hex, of one entry and all entries of its subject before it."""
    said = [previous, str(entry), subject, number, at.astimezone(UTC).isoformat(), mark, kind, fields]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
