"""Names of shareable fields, taken apart: `check.<id>.level` is the part `level` of one thing."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID


def parts_asked(names: Collection[str]) -> dict[UUID, set[str]]:
    """Return the parts asked for of each thing; an empty part is the thing itself."""
    found: dict[UUID, set[str]] = {}
    for name in names:
        one, _dot, part = name.partition(".")[2].partition(".")
        with suppress(ValueError):
            found.setdefault(UUID(one), set()).add(part)
    return found
