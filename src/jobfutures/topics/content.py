"""Reads the shared vocabulary from content folders: `topics.toml` and `roles/*.toml`."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from jobfutures.kit.content.faults import ContentFaults, Fault, shown
from jobfutures.kit.content.frontmatter import Shape

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
AreaId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{1,2}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=400, strip_whitespace=True)]


class AreaEntry(Shape):
    id: AreaId
    slug: Slug
    title: Line
    line: Line
    first_release: bool


class SectionEntry(Shape):
    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    slug: Slug
    title: Line
    line: Line
    area: list[AreaEntry]


class TopicsFile(Shape):
    section: list[SectionEntry]


class RoleFile(Shape):
    """One role; `shares` says for each level how much of it each area makes up (fractions that sum to 1)."""

    id: Slug
    title: Line
    line: Line
    shares: dict[Literal["junior", "middle", "senior"], dict[AreaId, Annotated[float, Field(gt=0, le=1)]]]


@dataclass(frozen=True)
class Vocabulary:
    sections: list[SectionEntry] = field(default_factory=list)
    roles: list[RoleFile] = field(default_factory=list)

    def slugs(self, area: str) -> tuple[str, str] | None:
        """Return the slugs of an area's section and of the area itself, or None for an unknown area."""
        return self._slugs().get(area)

    def _slugs(self) -> dict[str, tuple[str, str]]:
        return {area.id: (section.slug, area.slug) for section in self.sections for area in section.area}


def read_vocabulary(folders: list[Path]) -> Vocabulary:
    """Read the vocabulary of the first folder, and the roles of all. Raises ContentFaults."""
    faults: list[Fault] = []
    topics = read_toml(folders[0] / "topics.toml", folders[0], TopicsFile, faults)
    files = [(file, folder) for folder in folders for file in sorted(folder.glob("roles/*.toml"))]
    roles = [role for file, folder in files if (role := read_toml(file, folder, RoleFile, faults))]
    vocabulary = Vocabulary(topics.section if topics else [], roles)
    for (file, folder), role in zip(files, roles, strict=False):
        faults += [Fault(shown(file, folder), 1, where, why) for where, why in role_faults(role, vocabulary)]
    if faults:
        raise ContentFaults(faults)
    return vocabulary


def read_toml[Fields: Shape](file: Path, folder: Path, shape: type[Fields], faults: list[Fault]) -> Fields | None:
    name = shown(file, folder)
    try:
        return shape.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        faults.append(Fault(name, 1, "file", "is not there"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 1, "file", f"is not TOML: {error}"))
    except ValidationError as error:
        faults += [
            Fault(name, 1, ".".join(str(part) for part in problem["loc"]), problem["msg"]) for problem in error.errors()
        ]
    return None


def role_faults(role: RoleFile, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return (field, reason) for shares that name unknown areas, miss a level or do not sum to 1."""
    found = [("shares", f"has no {level}") for level in ("junior", "middle", "senior") if level not in role.shares]
    for level, shares in role.shares.items():
        found += [(f"shares.{level}", f"unknown area {area}") for area in shares if vocabulary.slugs(area) is None]
        if abs(sum(shares.values()) - 1) > 1e-6:
            found.append((f"shares.{level}", f"sums to {sum(shares.values()):.4f}, not to 1"))
    return found
