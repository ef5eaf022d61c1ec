"""A parsed document that knows what of it was read: whatever was not is told as lost, so nothing is lost in silence."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from jobfutures.jobs.boards.shapes import Loss, Why, pointer_of

UNKEPT = re.compile(r"[\x00\ud800-\udfff]")
NUMBER = re.compile(r"\d{1,15}(\.\d{1,6})?")
ELSEWHERE = "elsewhere"  # mark of a part that is told by whoever reads it

type Path = tuple[str | int, ...]


class Node:
    """One value with its place. A value that is of another kind than is asked for counts as missing, and stays unread.

    seen: of each place that was looked at, why it is told all the same, or nothing.
    """

    __slots__ = ("path", "seen", "value")

    def __init__(self, value: Any, path: Path = (), seen: "dict[Path, Why | str | None] | None" = None) -> None:
        self.value, self.path = value, path
        self.seen: dict[Path, Why | str | None] = {} if seen is None else seen

    def __getitem__(self, key: str) -> "Node":
        if isinstance(self.value, dict):
            self.mark()
            return Node(self.value.get(key), (*self.path, key), self.seen)
        return Node(None, (*self.path, key), self.seen)

    def list(self) -> "list[Node]":
        """Return the elements; a single object or text stands for a list of one."""
        if isinstance(self.value, list):
            self.mark()
            return [Node(one, (*self.path, place), self.seen) for place, one in enumerate(self.value)]
        return [] if self.value is None or self.value == "" else [self]

    def text(self) -> str:
        """Return a text without blanks around it, or a whole number as a text; else nothing."""
        if self.value is None:
            self.mark()
        if isinstance(self.value, str):
            self.mark()
            return UNKEPT.sub("", self.value).strip()
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            self.mark()
            return str(self.value)
        return ""

    def flag(self) -> bool | None:
        if self.value is None or isinstance(self.value, bool):
            self.mark()
            return self.value
        if self.value in ("true", "false"):
            self.mark()
            return bool(self.value == "true")
        return None

    def number(self) -> Decimal | None:
        """Return a number, also where it is written as a text."""
        if self.value is None:
            self.mark()
        found = self.value
        if isinstance(found, str) and NUMBER.fullmatch(found.strip()):
            found = Decimal(found.strip())
        if isinstance(found, bool) or not isinstance(found, int | Decimal):
            return None
        try:
            number = Decimal(found)
        except InvalidOperation:
            return None
        if not number.is_finite() or abs(number) >= Decimal(10) ** 15:
            return None
        self.mark()
        return number

    def mark(self) -> None:
        self.seen.setdefault(self.path, None)

    def leave(self, why: Why) -> None:
        """Tell this and all below it as lost, although it was looked at."""
        self.seen[self.path] = why

    def hand_over(self) -> None:
        """Let somebody else tell what is lost of this part."""
        self.seen[self.path] = ELSEWHERE

    def unread(self) -> Iterator[tuple[Path, Why]]:
        """Yield every value below that was not read, or was left, with the reason."""
        yield from unread(self.value, self.path, self.seen, None)


def unread(value: Any, path: Path, seen: dict[Path, Why | str | None], left: Why | None) -> Iterator[tuple[Path, Why]]:
    known = seen.get(path)
    if known == ELSEWHERE:
        return
    reason = known if isinstance(known, Why) else left
    if isinstance(value, dict) and value:
        for key, one in value.items():
            yield from unread(one, (*path, key), seen, reason)
    elif isinstance(value, list) and value:
        for place, one in enumerate(value):
            yield from unread(one, (*path, place), seen, reason)
    elif reason is not None:
        yield path, reason
    elif path not in seen:
        yield path, Why.UNKNOWN


class Losses:
    """Counts what was lost: the same key at the same place of many entries is one loss."""

    def __init__(self) -> None:
        self.counted: dict[tuple[Path, Why], tuple[Path, int]] = {}

    def add(self, node: Node) -> None:
        for path, why in node.unread():
            at = tuple("*" if isinstance(one, int) else one for one in path), why
            first, times = self.counted.get(at, (path, 0))
            self.counted[at] = first, times + 1

    def all(self) -> tuple[Loss, ...]:
        return tuple(
            Loss(UNKEPT.sub("", pointer_of(first)), UNKEPT.sub("", key_of(first)), why, times)
            for (_, why), (first, times) in self.counted.items()
        )


def key_of(path: Path) -> str:
    return next((one for one in reversed(path) if isinstance(one, str)), "")
