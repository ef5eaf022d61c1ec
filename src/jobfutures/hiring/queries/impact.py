"""Counts of groups in hiring: how they are made, and how a report shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.checks.models import Description
from jobfutures.companies.models import Company
from jobfutures.hiring.models import Application, Happening, ImpactAnswer, ImpactReport
from jobfutures.hiring.rules.applications import ENDED
from jobfutures.hiring.rules.impact import KINDS, STAGES, Cell, bounds, stages_of
from jobfutures.psychometrics.impact import GroupImpact, four_fifths

type Tables[Value] = dict[str, dict[str, dict[str, Value]]]
"""stage -> kind -> group -> value."""

STAGE_WORDS = {
    "INTERVIEWED": _("Asked to an interview, of those who applied"),
    "OFFERED": _("Offered the job, of those who were asked to an interview"),
}
KIND_WORDS = {
    "gender": (_("Gender"), Description.Gender), "age": (_("Age"), Description.Age),
    "background": (_("Ethnic background"), Description.Background),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """groups: of those who say something of themselves.  everybody: stage -> all who came to it."""

    groups: Tables[Cell]
    everybody: dict[str, Cell]


@dataclass(frozen=True, slots=True)
class Compared:
    """One kind of group at one stage."""

    title: str
    rows: list[GroupImpact]


@dataclass(frozen=True, slots=True)
class StageShown:
    title: str
    tables: list[Compared]


@dataclass(frozen=True, slots=True)
class HalfShown:
    half: str
    stages: list[StageShown]


def counted(half: str) -> dict[UUID, Counts]:
    """Return company -> counts of the applications that ended in a half-year. Three queries; nothing of it is kept but
    what `rules.impact.shown` lets through.
    """
    begin, end = bounds(half)
    rows = Application.objects.filter(ended_at__gte=begin, ended_at__lt=end, state__in=[*ENDED, "ERASED"])
    events: dict[UUID, set[str]] = defaultdict(set)
    happened = Happening.objects.filter(application__in=rows, event__in=["advance", "offer", "withdraw"])
    for application, event in happened.values_list("application", "event"):
        events[application].add(event)
    said = {one.owner_id: one for one in ImpactAnswer.objects.all()}
    found: dict[UUID, Counts] = {}
    for pk, company, candidate in rows.values_list("pk", "job__company", "candidate"):
        stages = stages_of(events[pk])
        add(found.setdefault(company, empty()), stages, said.get(candidate) if candidate else None)
    return found


def empty() -> Counts:
    return Counts({stage: {kind: {} for kind in KINDS} for stage in STAGES}, dict.fromkeys(STAGES, Cell()))


def add(counts: Counts, stages: Mapping[str, bool], said: ImpactAnswer | None) -> None:
    for stage, has_passed in stages.items():
        one = Cell(1, int(has_passed))
        counts.everybody[stage] += one
        for kind in KINDS:
            if group := getattr(said, kind, ""):
                groups = counts.groups[stage][kind]
                groups[group] = groups.get(group, Cell()) + one


def together(counts: Iterable[Counts]) -> Counts:
    """Return the counts of all companies."""
    found = empty()
    for one in counts:
        for stage in STAGES:
            found.everybody[stage] += one.everybody[stage]
            for kind in KINDS:
                groups = found.groups[stage][kind]
                for name, cell in one.groups[stage][kind].items():
                    groups[name] = groups.get(name, Cell()) + cell
    return found


def reports(company: Company | None) -> list[HalfShown]:
    """Return the reports of a company, or of all, the newest first. One query."""
    rows = ImpactReport.objects.filter(company=company).order_by("-half")
    return [HalfShown(one.half, [stage_shown(one.tables, stage) for stage in STAGES]) for one in rows]


def stage_shown(tables: dict[str, Any], stage: str) -> StageShown:
    found = tables.get(stage, {})
    shown = [compared(kind, found[kind]) for kind in KINDS if found.get(kind)]
    return StageShown(str(STAGE_WORDS[stage]), shown)


def compared(kind: str, groups: Mapping[str, list[int]]) -> Compared:
    title, words = KIND_WORDS[kind]
    labels = {str(words(name).label): (passed, entered) for name, (entered, passed) in sorted(groups.items())}
    return Compared(str(title), four_fifths(labels))


def impact_facts(person: User) -> dict[str, object] | None:
    """Return what somebody says of themselves for these reports, to take along."""
    said = ImpactAnswer.objects.visible_to(person).first()
    return {name: getattr(said, name) for name in (*KINDS, "said_at")} if said else None
