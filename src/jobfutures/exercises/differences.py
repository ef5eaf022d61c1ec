"""What differs between two states of a project, line by line, and its files as a tree. Pure."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jobfutures.guide.rules import visible

MOST_LINES = 4000  # of one file; comparing longer ones takes too long
KINDS = {"+": "added", "-": "removed", "@": "place"}


@dataclass(frozen=True, slots=True)
class Line:
    """kind: added, removed, place (where in the file) or kept."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One file that differs. state: changed, added or removed; lines: a unified diff, empty where it is too long."""

    path: str
    state: str
    lines: list[Line]


def differences(before: Mapping[str, str], after: Mapping[str, str]) -> list[Difference]:
    """Return every file that differs, by name."""
    return [
        Difference(path, state_of(path, before, after), diff(before.get(path, ""), after.get(path, "")))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def state_of(path: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    if path not in before:
        return "added"
    return "changed" if path in after else "removed"


def diff(before: str, after: str) -> list[Line]:
    one, two = before.split("\n"), after.split("\n")
    if max(len(one), len(two)) > MOST_LINES:
        return []
    found = list(difflib.unified_diff(one, two, lineterm="", n=3))[2:]  # the first two lines name the files
    return [Line(KINDS.get(line[:1], "kept"), visible(line)) for line in found]


@dataclass(slots=True)
class Node:
    """A file or a folder of the project. anchor: where its text stands on the page."""

    name: str
    anchor: str = ""
    is_editable: bool = False
    inside: dict[str, "Node"] = field(default_factory=dict)

    @property
    def below(self) -> list["Node"]:
        """Folders first, each in the order of the alphabet."""
        return sorted(self.inside.values(), key=lambda one: (not one.inside, one.name))


def tree(paths: Iterable[str], anchors: Mapping[str, str], editable: Iterable[str]) -> list[Node]:
    """Return files and folders, folders first."""
    top = Node("")
    for path in paths:
        *folders, name = path.split("/")
        place = top
        for folder in folders:
            place = place.inside.setdefault(f"{folder}/", Node(f"{folder}/"))
        place.inside[name] = Node(name, anchors.get(path, ""), path in editable)
    return top.below
