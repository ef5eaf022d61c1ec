"""What a report on groups may show, so that nobody is found in it. Pure.

A number under ten is hidden, and so is whatever would give it away: a company knows how many people it saw in all, so
what is left when the groups shown are taken off must be ten or more as well, or nobody. An instance knows the
reports of its companies too, so its own shows a group only where those of its companies, taken off, leave the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

FEWEST = 10
STAGES = ("INTERVIEWED", "OFFERED")
KINDS = ("gender", "age", "background")


@dataclass(frozen=True, slots=True)
class Cell:
    """People of one group who came to a stage. passed: of them, those who went on."""

    entered: int = 0
    passed: int = 0

    @property
    def is_large(self) -> bool:
        return self.passed >= FEWEST and self.entered - self.passed >= FEWEST

    @property
    def is_safe(self) -> bool:
        return self.entered == 0 or self.is_large

    def __add__(self, other: Self) -> Self:
        return type(self)(self.entered + other.entered, self.passed + other.passed)

    def __sub__(self, other: Self) -> Self:
        return type(self)(self.entered - other.entered, self.passed - other.passed)


def added(cells: Iterable[Cell]) -> Cell:
    return sum(cells, Cell())


def shown(groups: Mapping[str, Cell], everybody: Cell, parts: Iterable[Mapping[str, Cell]] = ()) -> dict[str, Cell]:
    """Return the groups that may be shown. everybody: all who came to the stage, whatever they say of themselves.

    parts: what the reports show of which this one is the sum.
    """
    known = list(parts)
    found = {
        name: cell
        for name, cell in groups.items()
        if cell.is_large and (cell - added(one[name] for one in known if name in one)).is_safe
    }
    while found and not (everybody - added(found.values())).is_safe:
        del found[min(found, key=lambda name: (found[name].entered, name))]
    return found if len(found) > 1 else {}  # one group alone is compared with nothing


def half_of(at: datetime) -> str:
    return f"{at.year}-H{1 if at.month <= 6 else 2}"


def bounds(half: str) -> tuple[datetime, datetime]:
    """Return when a calendar half-year, `2026-H1`, begins, and when the next one does."""
    year, first = int(half[:4]), half.endswith("H1")
    begin = datetime(year, 1 if first else 7, 1, tzinfo=UTC)
    return begin, datetime(year, 7, 1, tzinfo=UTC) if first else datetime(year + 1, 1, 1, tzinfo=UTC)


def last_half(at: datetime) -> str:
    """Return the last half-year that is over."""
    return f"{at.year - 1}-H2" if at.month <= 6 else f"{at.year}-H1"


def stages_of(events: Iterable[str]) -> dict[str, bool]:
    """Return stage -> whether they went on, from what happened to an application that has ended. Somebody who left
    before a stage was decided counts neither as one who went on nor as one who did not.
    """
    happened = set(events)
    is_decided = "withdraw" not in happened
    found = {}
    if "advance" in happened or is_decided:
        found["INTERVIEWED"] = "advance" in happened
    if "advance" in happened and ("offer" in happened or is_decided):
        found["OFFERED"] = "offer" in happened
    return found
