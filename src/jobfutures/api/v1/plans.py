"""Interview plans: what a job asks, what to listen for, and how it is judged."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field

from jobfutures.api.acting import acting, reader_of
from jobfutures.api.errors import invalid
from jobfutures.api.kinds import Asked, Shown, Whole
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.problems import refuses
from jobfutures.api.v1.postings import ONE as POSTING
from jobfutures.api.v1.postings import posting_of
from jobfutures.disclosure.reading import Reader
from jobfutures.plans import rules
from jobfutures.plans.commands import kits, plans
from jobfutures.plans.models import InterviewPlan, Kit
from jobfutures.plans.queries.reading import plans_of, read_plan, said, whole_kits
from jobfutures.topics.models import Area

room = Room("hiring: plans", _("Interview plans of a company's postings. For its members, and its programs"))
ONE = f"{POSTING}/plan"
KIT = ONE + "/kits/{uuid:kit_id}"
refuses(plans.CannotPlan, "cannot-plan", _("The plan stays as it is"), _("The `detail` says why."))
refuses(plans.IsStale, "plan-is-stale", _("Somebody changed the plan"), _("Read it again, and decide anew."))
ACTS = (plans.CannotPlan,)


class CriterionSaid(Asked):
    key: str = Field(max_length=80, pattern=r"^[a-z0-9-]+$", examples=["weighs"])
    name: str = Field(min_length=1, max_length=90, examples=["Weighs two ways"])
    topic: str = Field("", max_length=40, description="Id of an area, or empty.")
    anchors: list[str] = Field(max_length=4, description="What is heard at the levels 1 to 4: 20 characters at least.")


class QuestionSaid(Asked):
    text: str = Field(min_length=1, max_length=1000, examples=["Which change of yours would you undo today?"])
    probes: list[str] = Field([], max_length=rules.MOST_PROBES)
    criteria: list[str] = Field([], max_length=rules.MOST_CRITERIA, description="Keys of criteria that it lets hear.")
    source: str = Field("", max_length=80, description="The question of the guide that it was taken from.")


class KitTitle(Asked):
    title: str = Field(min_length=1, max_length=120, examples=["Round 1"])
    minutes: Whole = Field(ge=15, le=rules.MOST_MINUTES, examples=[45])


class KitSaid(KitTitle):
    topics: list[str] = Field([], max_length=20, description="Ids of areas.", examples=[["A1"]])
    brief: str = Field("", max_length=4000, description="Markdown: what a candidate reads before.")
    guide: str = Field("", max_length=8000, description="Markdown: for interviewers alone.")
    criteria: list[CriterionSaid] = Field([], max_length=rules.MOST_CRITERIA)
    questions: list[QuestionSaid] = Field([], max_length=rules.MOST_QUESTIONS)


class KitShown(KitSaid):
    id: UUID
    position: int
    plan_changed_at: datetime
    gaps: list[str] = Field(description="What keeps it from being used.", examples=[["ANCHORS: Weighs two ways"]])


class InterviewPlanShown(Shown):
    id: UUID
    version: int
    frozen_at: datetime | None = Field(description="Since then nothing in it changes.")
    changed_at: datetime
    is_ready: bool
    gaps: list[str] = Field(examples=[["KITS"]])
    kits: list[KitShown]


def gaps_of(found: Iterable[rules.Gap]) -> list[str]:
    return [f"{one.what}: {one.of}" if one.of else str(one.what) for one in found]


def kit_shown(kit: Kit, plan: InterviewPlan) -> dict[str, Any]:
    """Return a kit of `whole_kits`."""
    text = said(kit)
    return {
        **asdict(text), "id": kit.pk, "position": kit.position, "plan_changed_at": plan.changed_at,
        "gaps": gaps_of(rules.gaps(text)),
    }  # fmt: skip


def newest(reader: Reader, posting_id: UUID) -> InterviewPlan:
    job = posting_of(reader, posting_id)
    found = plans_of(job, reader.viewer)
    if not found:
        raise Http404
    found[0].job = job
    return found[0]


def shown(plan: InterviewPlan) -> dict[str, Any]:
    read = read_plan(plan)
    return {
        "id": plan.pk, "version": plan.version, "frozen_at": plan.frozen_at, "changed_at": plan.changed_at,
        "is_ready": read.is_ready, "gaps": gaps_of(read.gaps), "kits": [kit_shown(one.row, plan) for one in read.kits],
    }  # fmt: skip


def kit_of(reader: Reader, posting_id: UUID, kit_id: UUID) -> Kit:
    plan = newest(reader, posting_id)
    found = whole_kits(Kit.objects.filter(plan=plan, pk=kit_id)).first()
    if found is None:
        raise Http404
    found.plan = plan
    return found


def text_of(body: KitSaid) -> rules.Kit:
    """Return what a body says. Raises the 422 of the field that names what is not there."""
    topics = {*body.topics, *(one.topic for one in body.criteria if one.topic)}
    if topics - set(Area.objects.filter(pk__in=topics).values_list("pk", flat=True)):
        raise invalid("topics", _("There is no area with one of these ids."))
    keys = [one.key for one in body.criteria]
    if len(set(keys)) < len(keys):
        raise invalid("criteria", _("Two criteria have the same key."))
    if any(set(one.criteria) - set(keys) for one in body.questions):
        raise invalid("questions", _("A question names a criterion that is not there."))
    if any(len(probe) > rules.MOST_PROBE for one in body.questions for probe in one.probes) or any(
        len(anchor) > rules.MOST_ANCHOR for one in body.criteria for anchor in one.anchors
    ):
        raise invalid("kit", _("One of the texts is too long."))
    return rules.Kit(
        body.title, body.minutes, tuple(body.topics), body.brief, body.guide,
        tuple(rules.Criterion(one.key, one.name, tuple(one.anchors), one.topic) for one in body.criteria),
        tuple(
            rules.Question(one.text, tuple(one.probes), tuple(one.criteria), one.source) for one in body.questions
        ),
    )  # fmt: skip


@room.get(ONE, shows=InterviewPlanShown, scope="read:hiring")
def get_plan(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """The newest version of a job's interview plan, whole."""
    return shown(newest(reader_of(request, company), posting_id))


@room.post(ONE, shows=InterviewPlanShown, scope="write:postings", refuses=ACTS)
def create_plan(request: ApiRequest, company: str, posting_id: UUID) -> Answer:
    """Begin the plan of a job with a kit for each stage, or the next version of one that is frozen."""
    reader = acting(request, company)
    job, at = posting_of(reader, posting_id), timezone.now()
    plans.begin_plan(by=request.person, job=job, at=at)
    plans.begin_version(by=request.person, job=job, at=at)
    return shown(newest(reader, posting_id))


@room.post(f"{ONE}/kits", shows=KitShown, scope="write:postings", refuses=ACTS)
def create_kit(request: ApiRequest, company: str, posting_id: UUID, body: KitTitle) -> Answer:
    """Add an interview behind the last."""
    reader = acting(request, company)
    plan = newest(reader, posting_id)
    made = kits.add_kit(
        by=request.person, plan=plan, title=body.title, minutes=body.minutes, version=plan.changed_at.isoformat(),
        at=timezone.now(),
    )  # fmt: skip
    found = kit_of(reader, posting_id, made.pk)
    return kit_shown(found, found.plan)


@room.get(KIT, shows=KitShown, scope="read:hiring")
def get_kit(request: ApiRequest, company: str, posting_id: UUID, kit_id: UUID) -> Answer:
    """One interview of the plan."""
    found = kit_of(reader_of(request, company), posting_id, kit_id)
    return kit_shown(found, found.plan)


@room.put(KIT, shows=KitShown, scope="write:postings", state_of=get_kit, refuses=ACTS)
def update_kit(request: ApiRequest, company: str, posting_id: UUID, kit_id: UUID, body: KitSaid) -> Answer:
    """Write an interview of an open plan anew."""
    reader, text = acting(request, company), text_of(body)
    found = kit_of(reader, posting_id, kit_id)
    version = found.plan.changed_at.isoformat()
    kits.change_kit(by=request.person, kit=found, text=text, version=version, at=timezone.now())
    again = kit_of(reader, posting_id, kit_id)
    return kit_shown(again, again.plan)


@room.delete(KIT, scope="write:postings", state_of=get_kit, refuses=ACTS)
def delete_kit(request: ApiRequest, company: str, posting_id: UUID, kit_id: UUID) -> Answer:
    """Take an interview out of an open plan; those behind it move up."""
    found = kit_of(acting(request, company), posting_id, kit_id)
    version = found.plan.changed_at.isoformat()
    kits.remove_kit(by=request.person, kit=found, version=version, at=timezone.now())
