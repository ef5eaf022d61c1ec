"""What a profile becomes when a file is read in: put together with what is there, or in its place."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jobfutures.profiles.resume.fields import EMPTY, SAME, SECTIONS
from jobfutures.profiles.resume.pairs import Entry, Pairs, Resume

type Object = dict[str, Any]


def replaced(here: Resume, file: Resume) -> Resume:
    """Return the file; an entry that is here already keeps its id."""
    sections = {
        section: [Entry(one.columns, one.extra, old.id if old else None) for one, old in beside(here, file, section)]
        for section in SECTIONS
    }
    return Resume(file.basics, file.location, file.languages, sections, file.extra)


def merged(here: Resume, file: Resume) -> Resume:
    """Return all that is here and all that the file says; where both say something, the file's words hold."""
    return Resume(
        basics=both_basics(here.basics, file.basics),
        location=both(here.location, file.location),
        languages=both_lists(here.languages, file.languages, lambda one: folded(one.get("language"))),
        sections={section: both_sections(here, file, section) for section in SECTIONS},
        extra=both_extras(here.extra, file.extra),
    )


def both_basics(here: Entry, file: Entry) -> Entry:
    found = both(here, file)
    links = both_lists(here.columns.get("links", []), file.columns.get("links", []), link_key)
    return Entry({**found.columns, "links": links} if links else found.columns, found.extra)


def link_key(link: Object) -> str:
    return folded(link.get("url")) or f"{folded(link.get('network'))} {folded(link.get('username'))}"


def both(here: Entry, file: Entry) -> Entry:
    return Entry({**here.columns, **file.columns}, both_extras(here.extra, file.extra), here.id)


def both_sections(here: Resume, file: Resume, section: str) -> list[Entry]:
    matched = [(one, old) for one, old in beside(here, file, section) if old]
    newer = {old.id: one for one, old in matched}
    kept = [both(one, newer[one.id]) if one.id in newer else one for one in here.sections.get(section, [])]
    return kept + [one for one, old in beside(here, file, section) if old is None]


def beside(here: Resume, file: Resume, section: str) -> list[tuple[Entry, Entry | None]]:
    """Return each entry of the file with the one that is here and means the same."""
    return matched(here.sections.get(section, []), file.sections.get(section, []), lambda one: sameness(one, section))


def matched[One](
    here: Iterable[One], file: Iterable[One], key_of: Callable[[One], object]
) -> list[tuple[One, One | None]]:
    """Return each of the file with one of ours that has the same key; each of ours once, in their order."""
    waiting: dict[object, list[One]] = {}
    for one in here:
        waiting.setdefault(key_of(one), []).append(one)
    found: list[tuple[One, One | None]] = []
    for one in file:
        alike = waiting.get(key_of(one))
        found.append((one, alike.pop(0) if alike else None))
    return found


def sameness(entry: Entry, section: str) -> tuple[str, ...]:
    return tuple(folded(entry.columns.get(column)) for column in SAME[section])


def folded(value: Any) -> str:
    return " ".join(value.split()).casefold() if isinstance(value, str) else ""


def both_lists(here: list[Object], file: list[Object], key_of: Callable[[Object], str]) -> list[Object]:
    """Return the objects of both, one where the keys are the same; of what both say, the file's words hold."""
    pairs = matched(here, file, key_of)
    newer = {id(old): one for one, old in pairs if old is not None}
    kept = [both_values(one, with_words(newer[id(one)], one)) if id(one) in newer else one for one in here]
    return kept + [one for one, old in pairs if old is None]


def with_words(file: Object, here: Object) -> Object:
    """Return what an object of the file says, without empty values for what is said here."""
    return {name: value for name, value in file.items() if value not in EMPTY or name not in here}


def both_extras(here: Pairs, file: Pairs) -> Pairs:
    found: dict[str, list[Any]] = {key: value for key, *value in here}
    for key, *value in file:
        if key not in found or not value:
            found[key] = value
        elif found[key] and value[0] not in EMPTY:
            found[key] = [both_values(found[key][0], value[0])]
    return [[key, *value] for key, value in found.items()]


def both_values(here: Any, file: Any) -> Any:
    """Return the file's value; of two lists all that is in either, of two objects all that either says."""
    if isinstance(here, list) and isinstance(file, list):
        known = {json.dumps(one, sort_keys=True) for one in here}
        return here + [one for one in file if json.dumps(one, sort_keys=True) not in known]
    if isinstance(here, Mapping) and isinstance(file, Mapping):
        return {**here, **file}
    return file
