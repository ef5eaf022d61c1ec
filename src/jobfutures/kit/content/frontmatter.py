"""Splits a content file into front matter and body, and remembers on which line each field stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from jobfutures.kit.content.faults import Fault, shown

FENCE = "---"
try:
    from yaml import CSafeLoader as SafeLoader  # the same YAML, ten times as fast where libyaml is there
except ImportError:
    from yaml import SafeLoader  # type: ignore[assignment]


class Shape(BaseModel):
    """Front matter: unknown fields are refused, so that a typing mistake cannot hide."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Document:
    """One Markdown file: `fields` from its front matter, and the text under it, which starts at `body_line`."""

    file: Path
    folder: Path
    fields: dict[str, Any]
    lines: dict[tuple[str | int, ...], int]
    body: str
    body_line: int

    @property
    def name(self) -> str:
        return shown(self.file, self.folder)

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """Return the line of a field, or of the nearest field around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(frozen=True)
class Loaded[Fields: Shape]:
    """One file that fits its schema."""

    document: Document
    fields: Fields

    def fault(self, path: tuple[str | int, ...], reason: str) -> Fault:
        name = ".".join(str(part) for part in path)
        return Fault(self.document.name, self.document.line_of(path), name, reason)


def read_all[Fields: Shape](
    files: Iterable[Path], folder: Path, shape: type[Fields], faults: list[Fault]
) -> list[Loaded[Fields]]:
    """Read files of one shape; what does not fit is added to `faults` and left out."""
    found = []
    for file in files:
        document = read_document(file, folder)
        if isinstance(document, Fault):
            faults.append(document)
            continue
        try:
            found.append(Loaded(document, shape.model_validate(document.fields)))
        except ValidationError as error:
            faults += [
                Fault(
                    document.name,
                    document.line_of(tuple(problem["loc"])),
                    ".".join(str(part) for part in problem["loc"]) or "front matter",
                    problem["msg"].removeprefix("Value error, "),
                )
                for problem in error.errors()
            ]
    return found


def read_document(file: Path, folder: Path) -> Document | Fault:
    """Read one file; a Fault says why it cannot be read at all."""
    name = shown(file, folder)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Fault(name, 1, "file", "is not there")
    except UnicodeDecodeError as error:
        return Fault(name, 1, "file", f"is not UTF-8: byte {error.start} cannot be read")
    head, found, body = text.removeprefix(FENCE + "\n").partition(f"\n{FENCE}\n")
    if not text.startswith(FENCE + "\n") or not found:
        return Fault(name, 1, "front matter", "must stand first, between two lines of three dashes")
    try:
        node = yaml.compose(head, Loader=SafeLoader)
        fields = yaml.load(head, Loader=SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        return Fault(name, line, "front matter", f"is not YAML: {getattr(error, 'problem', None) or error}")
    if not isinstance(fields, dict):
        return Fault(name, 2, "front matter", "must be a list of `field: value` lines")
    return Document(file, folder, fields, dict(walk(node, ())), body, head.count("\n") + 4)


def walk(node: yaml.Node | None, path: tuple[str | int, ...]) -> list[tuple[tuple[str | int, ...], int]]:
    """List every field of a YAML tree with its line in the file (the first line of front matter is line 2)."""
    found: list[tuple[tuple[str | int, ...], int]] = []
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, str(key.value))
            found += [(here, key.start_mark.line + 2), *walk(value, here)]
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*path, index)
            found += [(here, value.start_mark.line + 2), *walk(value, here)]
    return found
