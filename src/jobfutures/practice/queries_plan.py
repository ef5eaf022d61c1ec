"""What a plan covers: the areas that a kind of job asks about, and what is left to do of each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Length

from jobfutures.accounts.models import User
from jobfutures.guide.models import Chapter, Question
from jobfutures.practice.models import Memory, Plan, Telling
from jobfutures.practice.planning import Course, Placed, Work, aloud_time, course
from jobfutures.practice.sources import levels_up_to
from jobfutures.topics.models import Area, Role, RoleShare


@dataclass(frozen=True)
class Wanted:
    """What somebody prepares for."""

    role: Role
    level: str
    interview_on: date | None
    minutes_a_day: int


@dataclass(frozen=True)
class PlanPage:
    """A plan as its page shows it. areas: id -> area.  guides: id of an area -> id of the guide that has it."""

    wanted: Wanted
    course: Course
    areas: dict[str, Area]
    guides: dict[str, str]

    def rows(self, placed: list[Placed]) -> list[tuple[Placed, Area, str]]:
        return [(one, self.areas[one.work.area], self.guides.get(one.work.area, "")) for one in placed]

    @property
    def fitting(self) -> list[tuple[Placed, Area, str]]:
        return self.rows(self.course.fitting)

    @property
    def left_out(self) -> list[tuple[Placed, Area, str]]:
        return self.rows(self.course.left_out)

    @property
    def unwritten(self) -> list[Area]:
        return [self.areas[work.area] for work in self.course.unwritten]

    @property
    def done(self) -> list[Area]:
        return [self.areas[work.area] for work in self.course.done]

    @property
    def weeks(self) -> list[tuple[date, date, list[tuple[Area, int]]]]:
        return [
            (week.begins_on, week.ends_on, [(self.areas[area], minutes) for area, minutes in week.parts])
            for week in self.course.weeks
        ]

    @property
    def unwritten_parts(self) -> int:
        """How much of the role is not written, in parts of 100."""
        return round(100 * sum(work.share for work in self.course.unwritten))


def plan_of(person: User) -> Plan | None:
    return Plan.objects.visible_to(person).select_related("role").first()


def roles_with_plan(person: User) -> list[tuple[Role, str]]:
    """Return the roles that one can prepare for, each with the level of the person's plan, else "". One query."""
    planned = Plan.objects.visible_to(person).filter(role=OuterRef("pk")).values("level")
    rows = Role.objects.filter(retired=False).annotate(planned=Subquery(planned)).order_by("title")
    return [(role, role.__dict__["planned"] or "") for role in rows]


def plan_page(wanted: Wanted, today: date, person: User | None) -> PlanPage:
    """Lay out a plan from today on. What the person practised already is not counted again. Three queries."""
    rows = RoleShare.objects.filter(role=wanted.role, level=wanted.level).select_related("area")
    shares = {row.area_id: row for row in rows}
    needs = prerequisites()
    left, guides = work_left(list(shares), wanted.level, person)
    works = [
        Work(area=area, share=row.share, needs=frozenset(needs[area]), **left[area]) for area, row in shares.items()
    ]
    laid = course(works, begins_on=today, interview_on=wanted.interview_on, minutes_a_day=wanted.minutes_a_day)
    return PlanPage(wanted, laid, {area: row.area for area, row in shares.items()}, guides)


def prerequisites() -> dict[str, set[str]]:
    """Return for each area the areas that its chapters build on."""
    found: dict[str, set[str]] = defaultdict(set)
    pairs = Chapter.prerequisites.through.objects.filter(chapter__retired=False)
    for area, needed in pairs.values_list("chapter__area_id", "area_id"):
        found[area].add(needed)
    return found


def work_left(areas: list[str], level: str, person: User | None) -> tuple[dict[str, dict[str, int]], dict[str, str]]:
    """Return what is left of each area at a level, and the guide that has it. One query.

    A question that was said aloud needs no more speaking and reading; a card that was met is asked when it is due.
    """
    left = {area: dict.fromkeys(("questions", "aloud_seconds", "cards", "characters"), 0) for area in areas}
    guides: dict[str, str] = {}
    for row in questions_of(areas, level, person):
        if level not in row["levels"]:
            continue
        area = left[row["area_id"]]
        guides.setdefault(row["area_id"], row["guide_id"])
        area["questions"] += 1
        area["cards"] += row["new_cards"]
        if not row["is_told"]:
            area["aloud_seconds"] += aloud_time(row["aloud_seconds"])
            area["characters"] += row["characters"]
    return left, guides


def questions_of(areas: list[str], level: str, person: User | None) -> QuerySet[Question, dict[str, Any]]:
    """Return the published questions of areas, each with its length and what of it the person has not met yet."""
    cards = Q(cards__retired=False, cards__key_point__level__in=levels_up_to(level))
    told: Exists | Value = Value(value=False)
    if person:
        cards &= ~Q(Exists(Memory.objects.filter(owner=person, card=OuterRef("cards__pk")).exclude(due_at=None)))
        told = Exists(Telling.objects.filter(owner=person, question=OuterRef("pk")))
    rows = Question.objects.published().filter(area__in=areas).in_reading_order()
    columns = ("area_id", "guide_id", "levels", "aloud_seconds", "new_cards", "characters", "is_told")
    counted = rows.annotate(new_cards=Count("cards", filter=cards), characters=Length("search_text"), is_told=told)
    found: QuerySet[Question, dict[str, Any]] = counted.values(*columns)
    return found
