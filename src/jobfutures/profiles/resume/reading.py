"""A JSON Resume as a profile: every value that has a column goes there, every other one is kept as it stands."""

from collections.abc import Iterable, Mapping
from typing import Any

from jobfutures.profiles.resume.faults import (  # fmt: skip
    NO_DATE,
    NO_LIST,
    NO_OBJECT,
    NO_STRING,
    TOO_LONG,
    TOO_MANY,
    Fault,
    Refused,
    below,
)
from jobfutures.profiles.resume.fields import (
    BASICS,
    ELSEWHERE,
    KEYS,
    LANGUAGE,
    LINK,
    LOCATION,
    MOST_ENTRIES,
    ROOT,
    SECTIONS,
    Field,
    Kind,
)
from jobfutures.profiles.resume.pairs import Resume, taken_apart
from jobfutures.profiles.resume.parsing import parsed
from jobfutures.profiles.rules import is_date

LONGEST_LINE = 1000  # characters of one element of a list of texts


def read(text: str) -> Resume:
    """Return what a file says. Raises Refused with every fault that was found, in the order of the schema."""
    document = parsed(text)
    if not isinstance(document, dict):
        raise Refused([Fault("", NO_OBJECT)])
    faults = faults_of(document)
    if faults:
        raise Refused(faults)
    root = taken_apart(document, ROOT)
    basics = taken_apart(root.columns.get("basics", {}), BASICS)
    location = taken_apart(basics.columns.pop("location", {}), LOCATION)
    sections = {
        section: [taken_apart(one, fields) for one in root.columns.get(section, [])]
        for section, fields in SECTIONS.items()
    }
    return Resume(basics, location, root.columns.get("languages", []), sections, root.extra)


def faults_of(document: Mapping[str, Any]) -> list[Fault]:
    basics = document.get("basics")
    faults = in_object(basics, BASICS, "/basics")
    if isinstance(basics, dict):
        faults += in_object(basics.get("location"), LOCATION, "/basics/location")
        faults += in_objects(basics.get("profiles"), LINK, "/basics/profiles", 50)
    for section, fields in SECTIONS.items():
        key = KEYS.get(section, section)
        faults += in_objects(document.get(key), fields, f"/{key}", MOST_ENTRIES)
    faults += in_objects(document.get("languages"), LANGUAGE, "/languages", 50)
    for key in ELSEWHERE:
        faults += in_objects(document.get(key), (), f"/{key}", MOST_ENTRIES)
    return faults + in_object(document.get("meta"), (), "/meta")


def in_objects(value: Any, fields: Iterable[Field], pointer: str, most: int) -> list[Fault]:
    """Return the faults of a list of objects; null is none."""
    if value is None:
        return []
    if not isinstance(value, list):
        return [Fault(pointer, NO_LIST)]
    if len(value) > most:
        return [Fault(pointer, TOO_MANY, (("most", most), ("number", len(value))))]
    found: list[Fault] = []
    for place, one in enumerate(value):
        where = below(pointer, place)
        found += [Fault(where, NO_OBJECT)] if one is None else in_object(one, fields, where)
    return found


def in_object(value: Any, fields: Iterable[Field], pointer: str) -> list[Fault]:
    if value is None:
        return []
    if not isinstance(value, dict):
        return [Fault(pointer, NO_OBJECT)]
    return [
        fault
        for field in fields
        if value.get(field.key) is not None
        for fault in in_value(value[field.key], field, below(pointer, field.key))
    ]


def in_value(value: Any, field: Field, pointer: str) -> list[Fault]:
    """Return what is wrong with one value that is not null; objects and their lists are looked into elsewhere."""
    if field.kind in (Kind.PART, Kind.ENTRIES, Kind.YEARS):
        return []
    if field.kind is Kind.LINES:
        return in_lines(value, field, pointer)
    faults = in_text(value, field.most, pointer)
    if not faults and field.kind is Kind.DATE and value and not is_date(value):
        return [Fault(pointer, NO_DATE)]
    return faults


def in_lines(value: Any, field: Field, pointer: str) -> list[Fault]:
    if not isinstance(value, list):
        return [Fault(pointer, NO_LIST)]
    if len(value) > field.most:
        return [Fault(pointer, TOO_MANY, (("most", field.most), ("number", len(value))))]
    return [
        fault for place, one in enumerate(value) for fault in in_text(one, LONGEST_LINE, below(pointer, place))
    ]  # fmt: skip


def in_text(value: Any, most: int, pointer: str) -> list[Fault]:
    if not isinstance(value, str):
        return [Fault(pointer, NO_STRING)]
    if len(value) > most:
        return [Fault(pointer, TOO_LONG, (("most", most), ("number", len(value))))]
    return []
