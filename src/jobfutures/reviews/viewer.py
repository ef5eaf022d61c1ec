"""The diff as its page shows it: rows with the comments under them, and the gaps that open where a comment stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jobfutures.reviews.comments import Drafted, Given
from jobfutures.reviews.diff import Lines, Side
from jobfutures.reviews.models import Review

Place = tuple[str, str, int]  # path, side, line


@dataclass(slots=True)
class ShownRow:
    """One line. number: what is written to choose it, such as `0-after-41`."""

    kind: str
    old: int | None
    new: int | None
    html: str
    number: str
    comments: Sequence[Drafted] = ()
    is_chosen: bool = False


@dataclass(slots=True)
class ShownPart:
    is_gap: bool
    is_open: bool
    rows: list[ShownRow]


@dataclass(slots=True)
class ShownFile:
    path: str
    state: str
    parts: list[ShownPart]
    added: int = 0
    removed: int = 0


@dataclass(slots=True)
class Excerpt:
    """The lines that a comment or a finding is about."""

    path: str
    side: str
    lines: Lines
    rows: list[str] = field(default_factory=list)


def shown_diff(review: Review, comments: Iterable[Drafted], chosen: Mapping[str, Any] | None) -> list[ShownFile]:
    """Return every file; comments stand under their last line, `chosen` (file, side, first, last) is marked."""
    under: dict[Place, list[Drafted]] = defaultdict(list)
    for comment in comments:
        under[comment.file, comment.side, comment.lines[1]].append(comment)
    marked = marked_lines(chosen)
    return [shown_file(index, file, under, marked) for index, file in enumerate(review.files)]


def marked_lines(chosen: Mapping[str, Any] | None) -> set[Place]:
    if not chosen or not isinstance(chosen.get("first"), int):
        return set()
    last = chosen.get("last") or chosen["first"]
    return {(chosen["file"], chosen["side"], line) for line in range(chosen["first"], last + 1)}


def shown_file(
    index: int, file: Mapping[str, Any], under: Mapping[Place, Sequence[Drafted]], marked: set[Place]
) -> ShownFile:
    path = file["path"]
    rows = [shown_row(index, path, row, under, marked) for row in file["rows"]]
    parts = []
    for is_gap, start, stop in file["parts"]:
        inside = rows[start:stop]
        parts.append(ShownPart(is_gap, any(row.comments or row.is_chosen for row in inside), inside))
    kinds = [row.kind for row in rows]
    return ShownFile(path, file["state"], parts, kinds.count("added"), kinds.count("removed"))


def shown_row(
    index: int, path: str, row: Sequence[Any], under: Mapping[Place, Sequence[Drafted]], marked: set[Place]
) -> ShownRow:
    kind, old, new, html = row
    side, line = ("before", old) if new is None else ("after", new)
    places: list[Place] = [(path, side, line)]
    if kind == "kept":
        places.append((path, "before", old))
    comments = [comment for place in places for comment in under.get(place, ())]
    return ShownRow(kind, old, new, html, f"{index}-{side}-{line}", comments, any(place in marked for place in places))


def excerpt(review: Review, path: str, side: Side, lines: Lines) -> Excerpt:
    """Return lines of one side of a file as they are shown; none where the file is not there any more."""
    column = 1 if side == "before" else 2
    rows: list[list[Any]] = next((file["rows"] for file in review.files if file["path"] == path), [])
    return Excerpt(path, side, lines, [row[3] for row in rows if row[column] and lines[0] <= row[column] <= lines[1]])


def excerpt_of(review: Review, comment: Given) -> Excerpt:
    return excerpt(review, comment.file, comment.side, comment.lines)
