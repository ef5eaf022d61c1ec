"""What reading a file in would do, before it is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from jobfutures.profiles.resume.fields import BASICS, EMPTY, LOCATION, SECTIONS
from jobfutures.profiles.resume.pairs import Entry, Pairs, Resume
from jobfutures.profiles.rules import one_line

TITLES = {  # the columns by which a person knows an entry
    "work": ("title", "name"),
    "education": ("study", "area", "institution"),
    "projects": ("name",),
    "certificates": ("name",),
    "topics": ("name",),
}
REST = "rest"


class Outcome(StrEnum):
    ADDED = "ADDED"
    CHANGED = "CHANGED"
    KEPT = "KEPT"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing. part: about, languages, a section, or rest.  name: a column, a title, or a key of the file.

    columns: which of an entry change; "rest" among them for what has no column.
    """

    part: str
    name: str
    outcome: Outcome
    columns: tuple[str, ...] = ()


def title_of(section: str, columns: dict[str, Any]) -> str:
    return one_line(", ".join(str(columns[column]) for column in TITLES[section] if columns.get(column)))


def changes(here: Resume, then: Resume) -> list[Change]:
    """Return what differs and what stays, part by part."""
    return [
        *of_columns(here.basics, then.basics, [field.column for field in BASICS if field.column != "location"]),
        *of_columns(here.location, then.location, [field.column for field in LOCATION]),
        *of_value("languages", "languages", here.languages, then.languages),
        *(one for section in SECTIONS for one in of_section(here, then, section)),
        *of_rest(here.extra, then.extra),
        *(
            of_value(REST, "basics", outside(here), outside(then))
            if outside(here) or outside(then)
            else ()
        ),
    ]  # fmt: skip


def of_columns(here: Entry, then: Entry, columns: list[str]) -> Iterator[Change]:
    for column in columns:
        yield from of_value("about", column, here.columns.get(column), then.columns.get(column))


def of_value(part: str, name: str, here: Any, then: Any) -> Iterator[Change]:
    """Yield what happens to one value; nothing where there is none before and after."""
    was, will = here not in EMPTY, then not in EMPTY
    if was and will:
        yield Change(part, name, Outcome.KEPT if here == then else Outcome.CHANGED)
    elif was or will:
        yield Change(part, name, Outcome.REMOVED if was else Outcome.ADDED)


def of_section(here: Resume, then: Resume, section: str) -> Iterator[Change]:
    old = {one.id: one for one in here.sections.get(section, [])}
    staying = {one.id for one in then.sections.get(section, []) if one.id}
    for one in then.sections.get(section, []):
        before = old.get(one.id) if one.id else None
        name = title_of(section, one.columns)
        differing = differences(before, one) if before else ()
        outcome = Outcome.ADDED if before is None else Outcome.CHANGED if differing else Outcome.KEPT
        yield Change(section, name, outcome, differing)
    for one in old.values():
        if one.id not in staying:
            yield Change(section, title_of(section, one.columns), Outcome.REMOVED)


def differences(here: Entry, then: Entry) -> tuple[str, ...]:
    columns = [name for name in {**here.columns, **then.columns} if here.columns.get(name) != then.columns.get(name)]
    return (*columns, *([REST] if beside_columns(here.extra) != beside_columns(then.extra) else []))


def beside_columns(extra: Pairs) -> dict[str, Any]:
    """Return what has no column, by key; the mark that a column has a value is no value."""
    return {key: value[0] for key, *value in extra if value and value[0] not in EMPTY}


def outside(resume: Resume) -> list[dict[str, Any]]:
    found = [beside_columns(resume.basics.extra), beside_columns(resume.location.extra)]
    return found if any(found) else []


def of_rest(here: Pairs, then: Pairs) -> Iterator[Change]:
    was, will = beside_columns(here), beside_columns(then)
    for key in {**was, **will}:
        yield from of_value(REST, key, was.get(key), will.get(key))
