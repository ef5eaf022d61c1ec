"""The fairness report of a role: how results fall in the groups that people say they belong to.

It tells of groups, never of a person: cells under ten people are hidden, and with them every figure from which they
could be worked out. Half of everybody is above the median, so where a cell is hidden and fewer than ten people said
nothing of themselves, the rest would give it away, and the whole kind of group is left out. Items are compared only
between groups of 200 or more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.utils.translation import gettext_lazy as _

from jobfutures.checks import engine
from jobfutures.checks.banks import Entry
from jobfutures.checks.gathering import newest_results
from jobfutures.checks.models import Bank, Description
from jobfutures.topics.models import Role

if TYPE_CHECKING:
    from jobfutures.psychometrics.impact import GroupImpact

FEWEST_SHOWN = 10
KINDS = {
    "gender": (_("Gender"), Description.Gender), "age": (_("Age"), Description.Age),
    "background": (_("Ethnic background"), Description.Background), "english": (_("English"), Description.English),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One group. people, selected, rate, ratio: None where hidden.  is_flagged: below four fifths of the best group."""

    name: str
    people: int | None
    selected: int | None
    rate: float | None
    ratio: float | None
    is_flagged: bool | None


@dataclass(frozen=True, slots=True)
class Table:
    """How often one thing happened in the groups of one kind."""

    title: str
    rows: list[Row]

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> Self:
        return cls(stored["title"], [Row(**row) for row in stored["rows"]])


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that people of equal ability answer differently. grade: B or C.  size: D, below 0 if harder for them."""

    item: str
    group: str
    grade: str
    size: float
    error: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One group against the largest of its kind. Numbers of items in each class."""

    group: str
    negligible: int
    moderate: int
    large: int


def impact_tables(role: Role) -> list[tuple[str, list[Table]]]:
    """Return (kind of group, tables) from everybody's newest result; no table where one would give somebody away.

    Two queries.
    """
    abilities, groups, chances = newest_results(role)
    best = [max(range(len(one)), key=one.__getitem__) for one in chances]
    found = []
    for kind, (title, choices) in KINDS.items():
        places = {value: [n for n, said in enumerate(groups[kind]) if said == value] for value in ("", *choices.values)}
        silent = places.pop("")
        named = {str(label): places[value] for value, label in choices.choices if places[value]}
        above = engine.above_median({**picked(named, abilities), "": [abilities[n] for n in silent]})
        tables = [
            table(_("Above the median of everybody"), [one for one in above if one.name]),
            table(_("Told middle or senior"), engine.four_fifths(counted(named, best, 1))),
            table(_("Told senior"), engine.four_fifths(counted(named, best, 2))),
        ]
        hides = any(row.selected is None for one in tables for row in one.rows)
        found.append((str(title), [] if not named or (hides and len(silent) < FEWEST_SHOWN) else tables))
    return found


def picked(places: Mapping[str, Sequence[int]], values: Sequence[float]) -> dict[str, list[float]]:
    return {name: [values[place] for place in some] for name, some in places.items()}


def counted(places: Mapping[str, Sequence[int]], best: Sequence[int], level: int) -> dict[str, tuple[int, int]]:
    """Return (people told a level or a higher one, people) of each group. best: of everybody, 0 junior to 2 senior."""
    return {name: (sum(best[place] >= level for place in some), len(some)) for name, some in places.items()}


def table(title: object, groups: "Sequence[GroupImpact]") -> Table:
    """Hide small cells; a ratio goes too where the best group's rate is hidden, for it would give that away."""
    top = [one for one in groups if one.ratio == 1]
    is_open = all(is_shown(one) for one in top)
    rows = []
    for one in groups:
        known = is_shown(one)
        rows.append(Row(
            name=one.name,
            people=one.applicants,
            selected=one.selected if known else None,
            rate=one.rate if known else None,
            ratio=one.ratio if known and is_open else None,
            is_flagged=one.is_flagged,
        ))  # fmt: skip
    return Table(str(title), rows)


def is_shown(one: "GroupImpact") -> bool:
    """Say whether a group's numbers speak of ten people or more, of those selected and of the others alike."""
    if one.applicants is None or one.selected is None:
        return False
    return min(one.selected, one.applicants - one.selected) >= FEWEST_SHOWN


def differences(bank: Bank) -> tuple[list[Compared], list[Difference]]:
    """Return how a calibrated bank's items compare between large groups, and those that differ, the largest first."""
    entries = [Entry.restored(one) for one in bank.items]
    rows = [
        Difference(entry.item, group_title(group), grade, size, error)
        for entry in entries
        for group, (grade, size, error) in entry.seen.get("dif", {}).items()
    ]
    compared = [
        Compared(group, *(sum(one.group == group and one.grade == grade for one in rows) for grade in "ABC"))
        for group in sorted({one.group for one in rows})
    ]
    differing = [one for one in rows if one.grade != "A"]
    return compared, sorted(differing, key=lambda one: (one.grade != "C", -abs(one.size)))


def group_title(group: str) -> str:
    """Return a group in words. group: kind and value, as `watching` names it."""
    kind, _space, value = group.partition(" ")
    title, choices = KINDS[kind]
    return f"{title}: {dict(choices.choices).get(value, value)}"
