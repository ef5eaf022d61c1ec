"""Plans as they are read: whole, in few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from jobfutures.accounts.models import User
from jobfutures.jobs.models import Job
from jobfutures.kit.rooms import modules
from jobfutures.plans import rules
from jobfutures.plans.models import InterviewPlan, Kit, KitCriterion, KitQuestion
from jobfutures.topics.models import Area

CRITERIA = Prefetch("criteria", KitCriterion.objects.select_related("topic").order_by("position"))
HEARD = Prefetch("criteria", KitCriterion.objects.only("pk", "key", "name").order_by("position"))
QUESTIONS = Prefetch("questions", KitQuestion.objects.order_by("position").prefetch_related(HEARD))
TOPICS = Prefetch("topics", Area.objects.select_related("section").order_by("section__position", "position", "pk"))
PARTS = (CRITERIA, QUESTIONS, TOPICS)


def whole_kits(rows: QuerySet[Kit]) -> QuerySet[Kit]:
    """Add all that kits say, in the order of their plan: four queries for any number of them."""
    return rows.order_by("position").prefetch_related(*PARTS)


def fill_kit(kit: Kit) -> Kit:
    """Add to a kit all that it says. Four queries."""
    prefetch_related_objects([kit], *PARTS)
    return kit


def said(kit: Kit) -> rules.Kit:
    """Return what a kit of `whole_kits` says."""
    return rules.Kit(
        title=kit.title,
        minutes=kit.minutes,
        topics=tuple(area.pk for area in kit.topics.all()),
        brief=kit.brief,
        guide=kit.guide,
        criteria=tuple(
            rules.Criterion(one.key, one.name, tuple(one.anchors), one.topic_id or "") for one in kit.criteria.all()
        ),
        questions=tuple(
            rules.Question(one.text, tuple(one.probes), tuple(heard.key for heard in one.criteria.all()), one.source)
            for one in kit.questions.all()
        ),
    )


@dataclass(frozen=True, slots=True)
class ReadKit:
    """A kit, and what is missing in it."""

    row: Kit
    gaps: list[rules.Gap]


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """One version of a plan with its kits. gaps: of the plan as a whole."""

    row: InterviewPlan
    kits: list[ReadKit]
    gaps: list[rules.Gap]

    @property
    def is_ready(self) -> bool:
        return not self.gaps and not any(one.gaps for one in self.kits)

    @property
    def minutes(self) -> int:
        return sum(one.row.minutes for one in self.kits)


def read_plan(plan: InterviewPlan) -> ReadPlan:
    """Return a plan with its kits and what is missing in it. Five queries."""
    kits = list(whole_kits(Kit.objects.filter(plan=plan)))
    told = [said(one) for one in kits]
    found = [ReadKit(row, rules.gaps(text)) for row, text in zip(kits, told, strict=True)]
    return ReadPlan(plan, found, rules.plan_gaps(told))


def plans_of(job: Job, viewer: User) -> list[InterviewPlan]:
    """Return the versions of a job's plan that the viewer may see, the newest first."""
    return list(InterviewPlan.objects.visible_to(viewer).filter(job=job).newest_first())


def plan_in_use(job: UUID) -> InterviewPlan | None:
    """Return the plan by which the next interview of a job is held: the newest one that is whole; None without one.

    One that is still open is frozen when it is first used.
    """
    for plan in InterviewPlan.objects.filter(job=job).newest_first():
        if plan.frozen_at or read_plan(plan).is_ready:
            return plan
    return None


def interviewed_by(plans: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many people were asked by each plan: what each `people_by_plan(plans)` of a module `interviewed` says.

    The rooms above know who was interviewed.
    """
    asked = list(plans)
    found: dict[UUID, int] = {}
    for _room, module in modules("interviewed"):
        found |= module.people_by_plan(asked)
    return found
