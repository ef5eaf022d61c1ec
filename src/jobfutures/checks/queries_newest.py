"""What the newest check of a role told its owner, and whether another may be begun: for the rooms above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank, Taking
from jobfutures.checks.rules import OLD, may_begin_at
from jobfutures.topics.models import Role


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest result of one person for one role, if there is one.

    asks: areas that a check begun today would ask about; none where the role has no check yet.
    marks: area -> STRONG, MIXED or WEAK, the rough mark of the part of the check that the area belongs to; an area that
    is not there was not asked about, or too little.
    parts: (title, mark) of each, the mark "" where too little was asked.
    may_begin_at: None where another check may be begun now.  address: of the result, "" where there is none.
    """

    asks: frozenset[str] = frozenset()
    may_begin_at: datetime | None = None
    address: str = ""
    taken_on: date | None = None
    is_old: bool = False
    marks: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[tuple[str, str]] = ()


def newest_result(viewer: User, role: Role, at: datetime) -> Newest:
    """Return what the viewer's newest finished check of a role says. One query."""
    told = Attempt.objects.visible_to(viewer).filter(role=OuterRef("pk")).with_result().newest_first()
    taking = Taking.objects.visible_to(viewer).filter(role=OuterRef("pk"))
    columns = {name: Subquery(told.values(name)[:1]) for name in ("pk", "finished_at", "outcome", "bank__parts")}
    columns |= {name: Subquery(taking.values(name)) for name in ("results", "last_result_at")}
    row: dict[str, Any] = (
        Role.objects.filter(pk=role.pk)
        .annotate(
            in_use=Subquery(Bank.objects.released().filter(role=OuterRef("pk")).values("parts")[:1]),
            **{f"newest_{name}": column for name, column in columns.items()},
        )
        .values("in_use", *(f"newest_{name}" for name in columns))
        .get()
    )
    wait = may_begin_at(row["newest_results"] or 0, row["newest_last_result_at"])
    wait = wait if wait and wait > at else None
    asks = frozenset(area for part in row["in_use"] or () for area in part["areas"])
    finished_at = row["newest_finished_at"]
    if not finished_at:
        return Newest(asks, wait)
    parts, marks = row["newest_bank__parts"], row["newest_outcome"]["marks"]
    return Newest(
        asks=asks,
        may_begin_at=wait,
        address=reverse("checks:result", args=[row["newest_pk"]]),
        taken_on=timezone.localdate(finished_at),
        is_old=at - finished_at > OLD,
        marks={area: marks[part["id"]] for part in parts if part["id"] in marks for area in part["areas"]},
        parts=[(part["title"], marks.get(part["id"], "")) for part in parts],
    )
