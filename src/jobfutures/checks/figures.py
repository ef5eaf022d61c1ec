"""What operators may know of the checks that people took: counts and shares, taken once a night.

Between two nights the figures stand still, whatever anybody takes, ends or deletes: one that moved at once would tell
when somebody takes a check, and a watchful operator could guess who.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from statistics import median
from typing import Any, Self

from jobfutures.checks import fairness
from jobfutures.checks.gathering import answers_to, finished_by_role
from jobfutures.checks.models import Exposure, Figures, Item
from jobfutures.topics.models import Role

FEWEST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Given:
    """The answers to an item in finished checks of all roles: how many, the share right, the median time in seconds.

    All None under ten answers.
    """

    answers: int | None = None
    right: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The figures of one night; empty before the first. What speaks of fewer than ten is not in them.

    checks: finished ones by role.  exposure: of each role's items, the share of recent checks it could be asked in
    that asked it.  answers: by item.  impact: by role, see `fairness.impact_tables`.
    """

    at: datetime | None = None
    checks: Mapping[str, int] = field(default_factory=dict)
    exposure: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    answers: Mapping[str, Given] = field(default_factory=dict)
    impact: Mapping[str, list[tuple[str, list[fairness.Table]]]] = field(default_factory=dict)

    @classmethod
    def restored(cls, at: datetime, stored: Mapping[str, Any]) -> Self:
        answers = {slug: Given(*found) for slug, found in stored["answers"].items()}
        impact = {
            role: [(title, [fairness.Table.restored(one) for one in tables]) for title, tables in kinds]
            for role, kinds in stored["impact"].items()
        }
        return cls(at, stored["checks"], stored["exposure"], answers, impact)


def last_night() -> Told:
    """Return the figures that operators see. One query."""
    row = Figures.objects.first()
    return Told.restored(row.taken_at, row.told) if row else Told()


def counted() -> dict[str, Any]:
    """Return the figures as they are now, in the shape that is stored."""
    roles = list(Role.objects.filter(retired=False))
    return {
        "checks": {role: number for role, number in finished_by_role().items() if number >= FEWEST_TOLD},
        "exposure": {row.role_id: rates(row) for row in Exposure.objects.all()},
        "answers": {item.pk: found for item in Item.objects.all() if (found := given(item))},
        "impact": {role.pk: impact_of(role) for role in roles},
    }


def rates(row: Exposure) -> dict[str, float]:
    return {slug: asked / eligible for slug, (eligible, asked) in row.counts.items() if eligible >= FEWEST_TOLD}


def given(item: Item) -> tuple[int, float, float] | None:
    """Return what is stored of the answers to an item, see `Given`; None under ten."""
    found = answers_to(item)
    if len(found) < FEWEST_TOLD:
        return None
    right = sum(score == item.best_score for score, _seconds in found) / len(found)
    return len(found), right, median(seconds for _score, seconds in found)


def impact_of(role: Role) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(title, [asdict(one) for one in tables]) for title, tables in fairness.impact_tables(role)]
