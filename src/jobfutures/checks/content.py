"""Reads what skill checks are made of: `checks.toml`, the item families, their second tags and their records."""

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from jobfutures.checks.families import record
from jobfutures.checks.families.reading import Written, faults_of, place_faults, read_folder
from jobfutures.kit.content.faults import ContentFaults, Fault, shown
from jobfutures.kit.content.frontmatter import Shape
from jobfutures.topics.content import Line, Slug, Vocabulary, read_toml

PARTS, TAGS = "checks.toml", "items/second-tags.toml"


class Part(Shape):
    id: Slug
    title: Line
    sections: Annotated[list[str], Field(min_length=1)]


class PartsFile(Shape):
    part: Annotated[list[Part], Field(min_length=1)]


class TagsFile(Shape):
    """What a second person takes each family for."""

    tags: dict[Slug, Literal["junior", "middle", "senior"]]


@dataclass(frozen=True)
class CheckContent:
    """families: those whose every variant is proven.  second_tags: by slug, for those that have one."""

    parts: list[Part] = field(default_factory=list)
    families: list[Written] = field(default_factory=list)
    second_tags: dict[str, str] = field(default_factory=dict)


def read_checks(folders: list[Path], vocabulary: Vocabulary, questions: Collection[str]) -> CheckContent:
    """Read the parts of the first folder, and the families of all. Raises ContentFaults."""
    faults: list[Fault] = []
    parts = read_parts(folders[0], vocabulary, faults)
    families: list[Written] = []
    tags: dict[str, str] = {}
    for folder in folders:
        known = record.read(folder, faults)
        for one in read_folder(folder, faults):
            faults += own_faults(one, known.get(one.key), vocabulary, questions)
            families.append(one)
        if (folder / TAGS).exists():
            found = read_toml(folder / TAGS, folder, TagsFile, faults)
            tags |= found.tags if found else {}
            faults += tag_faults(folder, set(found.tags if found else ()) - {one.slug for one in families})
    faults += doubles(families)
    if faults:
        raise ContentFaults(faults)
    return CheckContent(parts, families, tags)


def read_parts(folder: Path, vocabulary: Vocabulary, faults: list[Fault]) -> list[Part]:
    """Return the parts of checks; none where the folder has no such file, as a guide alone needs none."""
    file = folder / PARTS
    if not file.exists():
        return []
    found = read_toml(file, folder, PartsFile, faults)
    parts = found.part if found else []
    named = [section for part in parts for section in part.sections]
    known = {section.id for section in vocabulary.sections}
    reasons = [f"unknown section {section}" for section in named if section not in known]
    reasons += [f"section {section} stands in two parts" for section in {*named} if named.count(section) > 1]
    reasons += [f"section {section} stands in no part" for section in sorted(known - {*named}) if parts]
    faults += [Fault(shown(file, folder), 1, "part", reason) for reason in reasons]
    return parts


def own_faults(
    one: Written, known: record.Record | None, vocabulary: Vocabulary, questions: Collection[str]
) -> list[Fault]:
    """Name what is wrong with one family. One that is recorded as it stands was judged when it was proven."""
    if known is not None and known.digest == one.digest:
        return place_faults(one, vocabulary, questions)
    reason = "was never proven" if known is None else "changed since it was proven"
    return [*faults_of(one, vocabulary, questions), one.fault(f"{reason}; run `{record.COMMAND}`")]


def tag_faults(folder: Path, unknown: set[str]) -> list[Fault]:
    return [Fault(shown(folder / TAGS, folder), 1, "tags", f"there is no family {slug}") for slug in sorted(unknown)]


def doubles(families: list[Written]) -> list[Fault]:
    """Name slugs that stand twice, over all folders."""
    seen: dict[str, str] = {}
    found = []
    for one in families:
        name = shown(one.file, one.folder)
        first = seen.setdefault(one.slug, name)
        if first != name:
            found.append(one.fault(f"its name stands already in {first}"))
    return found
