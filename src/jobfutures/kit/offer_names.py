"""Names of shareable fields, taken apart: `check.<id>.level` is the part `level` of one thing of the kind `check`."""

from collections.abc import Collection
from contextlib import suppress
from uuid import UUID


def parts_asked(of: str, names: Collection[str]) -> dict[UUID, set[str]]:
    """Return the parts asked for of each thing of one kind; an empty part is the thing itself."""
    found: dict[UUID, set[str]] = {}
    for name in names:
        kind, _dot, rest = name.partition(".")
        one, _dot, part = rest.partition(".")
        if kind == of:
            with suppress(ValueError):
                found.setdefault(UUID(one), set()).add(part)
    return found
