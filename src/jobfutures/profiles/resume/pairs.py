"""One object of a file, taken apart into columns and the rest, and put together again as it was.

The rest is a list in the order of the file: [key, value] for what no column takes, [key] where a column has the value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from jobfutures.profiles.resume.fields import EMPTY, Field

type Columns = dict[str, Any]
type Pairs = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Entry:
    """columns: only those that say something.  id: of the row, where there is one."""

    columns: Columns = field(default_factory=dict)
    extra: Pairs = field(default_factory=list)
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    """One whole document. sections: by our names.  extra: of the document itself."""

    basics: Entry = field(default_factory=Entry)
    location: Entry = field(default_factory=Entry)
    languages: list[dict[str, Any]] = field(default_factory=list)
    sections: dict[str, list[Entry]] = field(default_factory=dict)
    extra: Pairs = field(default_factory=list)


def taken_apart(written: Mapping[str, Any], fields: Iterable[Field]) -> Entry:
    known = {one.key: one for one in fields}
    columns: Columns = {}
    extra: Pairs = []
    for key, value in written.items():
        one = known.get(key)
        if one and one.takes(value):
            columns[one.column] = value
            extra.append([key])
        else:
            extra.append([key, value])
    return Entry(columns, extra)


def put_together(columns: Mapping[str, Any], extra: Pairs, fields: Iterable[Field]) -> dict[str, Any]:
    """Return the object: in its old order, with what the columns say now; what they said first stands last."""
    said = {one.key: columns[one.column] for one in fields if columns.get(one.column) not in EMPTY}
    found: dict[str, Any] = {}
    for key, *value in extra:
        if key in said:
            found[key] = said[key]
        elif value:
            found[key] = value[0]
    return found | said
