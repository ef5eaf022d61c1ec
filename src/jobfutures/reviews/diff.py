"""What a change does to files, line by line, and where a line of one side stands on the other. Pure."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

CONTEXT = 6  # unchanged lines that are shown around a change
SHORTEST_GAP = 4  # fewer unchanged lines are shown with what stands around them
Side = Literal["before", "after"]
Lines = tuple[int, int]  # first and last, counted from 1
Opcode = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the unified diff. kind: kept, removed or added; old and new: its numbers, None where it is not."""

    kind: str
    old: int | None
    new: int | None

    @property
    def side(self) -> Side:
        return "before" if self.new is None else "after"

    @property
    def number(self) -> int:
        return self.new or self.old or 0


@dataclass(frozen=True, slots=True)
class Part:
    """Rows start to stop (not included). is_gap: unchanged lines far from any change."""

    is_gap: bool
    start: int
    stop: int


def lines_of(text: str) -> list[str]:
    return text.split("\n")[:-1] if text.endswith("\n") or not text else text.split("\n")


def opcodes(before: str, after: str) -> list[Opcode]:
    """Return how one text becomes the other, as difflib says it: indices from 0, ends not included."""
    matcher = difflib.SequenceMatcher(None, lines_of(before), lines_of(after), autojunk=False)
    return [(tag, i1, i2, j1, j2) for tag, i1, i2, j1, j2 in matcher.get_opcodes()]


def rows(steps: Sequence[Opcode]) -> list[Row]:
    """Return every line of both texts once: what was removed stands before what came in its place."""
    found: list[Row] = []
    for tag, i1, i2, j1, j2 in steps:
        if tag == "equal":
            pairs = zip(range(i1, i2), range(j1, j2), strict=True)
            found += [Row("kept", old + 1, new + 1) for old, new in pairs]
            continue
        found += [Row("removed", old + 1, None) for old in range(i1, i2)]
        found += [Row("added", None, new + 1) for new in range(j1, j2)]
    return found


def parts(lines: Sequence[Row], context: int = CONTEXT) -> list[Part]:
    """Split rows into hunks, each with its context, and the gaps between them. A file that is the same is one gap."""
    near = [False] * len(lines)
    for place, row in enumerate(lines):
        if row.kind != "kept":
            for shown in range(max(place - context, 0), min(place + context + 1, len(lines))):
                near[shown] = True
    found: list[Part] = []
    for is_near, run in groupby(range(len(lines)), key=lambda place: near[place]):
        places = [*run]
        part = Part(is_gap=not is_near, start=places[0], stop=places[-1] + 1)
        is_short = part.is_gap and len(places) < SHORTEST_GAP and len(places) < len(lines)
        if found and not found[-1].is_gap and (is_short or not part.is_gap):
            found[-1] = Part(is_gap=False, start=found[-1].start, stop=part.stop)
        else:
            found.append(Part(is_gap=part.is_gap and not is_short, start=part.start, stop=part.stop))
    return found


def changed_lines(steps: Sequence[Opcode], side: Side) -> set[int]:
    """Return the numbers of the lines that the change removed (before) or wrote (after)."""
    if side == "before":
        return {number + 1 for tag, i1, i2, _, _ in steps if tag != "equal" for number in range(i1, i2)}
    return {number + 1 for tag, _, _, j1, j2 in steps if tag != "equal" for number in range(j1, j2)}


def on_side(steps: Sequence[Opcode], lines: Lines, given: Side, wanted: Side) -> Lines:
    """Return where lines of one side stand on the other: what was replaced stands where its replacement does.

    Lines that have nothing on the other side stand between the two lines around them.
    """
    if given == wanted:
        return lines
    touched: list[int] = []
    for tag, *ends in steps:
        a1, a2, b1, b2 = ends if given == "before" else [*ends[2:], *ends[:2]]
        first, last = max(lines[0] - 1, a1), min(lines[1], a2)
        if first >= last:
            continue
        if tag == "equal":
            touched += [b1 + first - a1 + 1, b1 + last - a1]
        else:
            touched += [b1 + 1, b2] if b2 > b1 else [max(b1, 1), b1 + 1]
    return (min(touched), max(touched)) if touched else lines


def changed_files(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Return the paths of files that differ, were added or were removed."""
    return [path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)]
