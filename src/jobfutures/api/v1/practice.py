"""Your practice: cards due, the log in and out, sessions, plan, progress. All of it is yours alone."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query
from pydantic import JsonValue

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Day, Instant, Shown, Whole, Yes
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.problems import refuses
from jobfutures.practice import queries, queries_plan, queries_sessions
from jobfutures.practice.commands.entries import Brought, CannotKeep, merge_entries
from jobfutures.practice.commands.sittings import CannotBegin, begin_sitting, end_sitting
from jobfutures.practice.commands.wishes import drop_plan, keep_plan, keep_preference
from jobfutures.practice.composing import LENGTHS
from jobfutures.practice.forms_plan import PlanForm, PreferenceForm
from jobfutures.practice.models import Entry, Plan, Sitting
from jobfutures.practice.progress import progress_of
from jobfutures.practice.rules import Act
from jobfutures.practice.shown import card_name
from jobfutures.topics.models import Area, Level

room = Room("practice", _("Your cards, sessions, plan and progress"))
MOST_ENTRIES = 200  # of one request
SITTING = ("id", "minutes", "begun_at", "ended_at")
OFFERED: list[JsonValue] = [*sorted(LENGTHS)]  # minutes of a session
CARD_NAME = r"^[-0-9A-Za-z_]+/[-0-9A-Za-z_]+$"

refuses(
    CannotKeep,
    "log-not-kept",
    _("The log was not taken"),
    _("An entry could not have happened then. Nothing was kept."),
)
refuses(
    CannotBegin,
    "no-session",
    _("There is nothing to practise"),
    _("Nothing is written that fits this time and your plan."),
)


class WaitingCard(Shown):
    card: str = Field(examples=["default-arguments/c1"])
    front: str
    back: str
    question: str
    area: str
    due_at: datetime | None = Field(description="Null for a card that you have not met.")
    reviews: int
    stability: float | None
    difficulty: float | None


class QueueShown(Shown):
    cards: list[WaitingCard]
    has_more: bool
    reviews_left_today: int
    new_left_today: int


class QueueFilter(Asked):
    area: str = Field("", max_length=50, description="The slug of an area.")


class EntryShown(Shown):
    id: UUID
    act: Act
    card: str = Field(examples=["default-arguments/c1"])
    at: datetime
    grade: int
    undoes: UUID | None
    received_at: datetime


class EntryToKeep(Asked):
    id: UUID = Field(description="Made where it happened: sent twice, it is kept once.")
    act: Act
    card: str = Field(pattern=CARD_NAME, max_length=161, examples=["default-arguments/c1"])
    at: Instant
    grade: Whole = Field(0, ge=0, le=4, description="1 again, 2 hard, 3 good, 4 easy; 0 where nothing was answered.")
    undoes: UUID | None = None


class LogToKeep(Asked):
    entries: list[EntryToKeep] = Field(min_length=1, max_length=MOST_ENTRIES)


class KeptShown(Shown):
    kept: list[UUID] = Field(description="The ids that your log holds now.")


class EntryFilter(Asked, Cut):
    since: Instant | None = Field(None, description="Only what happened at this instant or later.")


class SittingShown(Shown):
    id: UUID
    minutes: int
    begun_at: datetime
    ended_at: datetime | None


class StepShown(Shown):
    kind: str = Field(examples=["cards"])
    key: str
    title: str
    minutes: int
    address: str
    made: int = Field(description="Of a step of cards: how many were answered.")
    is_done: bool
    is_skipped: bool


class SittingWhole(SittingShown):
    steps: list[StepShown]


class SittingToBegin(Asked):
    minutes: Whole = Field(json_schema_extra={"enum": OFFERED}, examples=[min(LENGTHS)])


class PlanShown(Shown):
    role: str = Field(examples=["backend"])
    level: Level
    interview_on: date | None
    minutes_a_day: int
    made_at: datetime
    areas: list[str] = Field(description="Slugs of the areas that fit in, in their order.", examples=[["names"]])
    left_out: list[str] = Field(description="Slugs of the areas for which no time is left.", examples=[[]])


class PlanToKeep(Asked):
    role: str = Field(max_length=50, examples=["backend"])
    level: Level
    interview_on: Day | None = None
    minutes_a_day: Whole = Field(ge=5, le=240)


class PreferencesShown(Shown):
    new_a_day: int
    reviews_a_day: int
    four_grades: bool


class PreferencesToKeep(Asked):
    new_a_day: Whole = Field(ge=0, le=100)
    reviews_a_day: Whole = Field(ge=1, le=1000)
    four_grades: Yes


class AreaProgressShown(Shown):
    area: str
    known: int
    fading: int
    learning: int
    unmet: int
    exercises_done: int
    exercises: int
    predictions_done: int
    predictions: int
    reviews_done: int
    reviews: int


class ProgressShown(Shown):
    areas: list[AreaProgressShown]
    due_on: list[int] = Field(description="How many cards fall due today and on each of the 13 days after it.")


@room.get("/practice/queue", shows=QueueShown, scope="read:practice", may_be_missing=True)
def get_practice_queue(request: ApiRequest, asked: Query[QueueFilter]) -> Answer:
    """The cards of now: due ones first, then new ones, as many as fit into today."""
    area = get_object_or_404(Area.objects.all(), slug=asked.area) if asked.area else None
    found = queries.queue(request.person, queries.preference_of(request.person), timezone.now(), area=area)
    facts = {name: getattr(found, name) for name in ("has_more", "reviews_left_today", "new_left_today")}
    return {**facts, "cards": [waiting(one) for one in found.cards]}


def waiting(one: queries.Waiting) -> dict[str, Any]:
    card, memory = one.card, one.memory
    known = {name: getattr(memory, name) for name in ("due_at", "reviews", "stability", "difficulty")}
    told = {"card": card_name(card), "front": card.front, "back": card.back, "question": card.question_id}
    return {**told, **known, "area": card.question.area.slug}


@room.get("/practice/log", shows=Part[EntryShown], scope="read:practice")
def list_practice_log(request: ApiRequest, cut: Query[EntryFilter]) -> Answer:
    """Everything you did with cards, oldest first: each line was written once and never changed."""
    rows = Entry.objects.visible_to(request.person)
    if cut.since:
        rows = rows.filter(at__gte=cut.since)
    columns = ("key", "act", "card__question_id", "card__slug", "at", "grade", "undoes", "received_at")
    return part(request, rows, cut, order=("at", "key"), columns=columns, shape=entry_named)


def entry_named(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "id": row["key"], "card": f"{row['card__question_id']}/{row['card__slug']}"}


@room.post("/practice/log", shows=KeptShown, status=200, scope="write:practice", refuses=(CannotKeep,))
def create_practice_log(request: ApiRequest, body: LogToKeep) -> Answer:
    """Put what happened elsewhere into the log: all of it, or nothing.

    What is there already stays, so the same entries may come again. A card that is not known is left out.
    """
    brought = [Brought(one.id, one.card, one.act, one.at, one.grade, one.undoes) for one in body.entries]
    for one in brought:
        check_entry(one)
    return {"kept": merge_entries(by=request.person, brought=brought, at=timezone.now())}


def check_entry(one: Brought) -> None:
    if (one.act is Act.REVIEWED) != (one.grade > 0):
        raise CannotKeep(_("An answer has a grade from 1 to 4, and nothing else has one. Nothing was kept."))
    if (one.act is Act.UNDONE) != (one.undoes is not None):
        raise CannotKeep(_("What takes back names what it takes back, and nothing else does. Nothing was kept."))


@room.get(
    "/practice/sessions", shows=Part[SittingShown], scope="read:practice",
    links={"get_practice_session": {"session_id": "/items/0/id"}},
)  # fmt: skip
def list_practice_sessions(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """Your daily sessions, newest first."""
    rows = Sitting.objects.visible_to(request.person)
    return part(request, rows, cut, order=("-begun_at", "-id"), columns=SITTING)


@room.post(
    "/practice/sessions", shows=SittingWhole, scope="write:practice", refuses=(CannotBegin,),
    links={name: {"session_id": "/id"} for name in ("get_practice_session", "put_practice_session_end")},
)  # fmt: skip
def create_practice_session(request: ApiRequest, body: SittingToBegin, response: HttpResponse) -> Answer:
    """Begin a session that is composed for you now; one that is open ends."""
    if body.minutes not in LENGTHS:
        raise CannotBegin(_("A session has one of the lengths that the document names."))
    begun = begin_sitting(by=request.person, minutes=body.minutes, key=uuid4(), at=timezone.now())
    response.headers["Location"] = f"{request.path}/{begun.pk}"
    return sitting_whole(request, begun)


@room.get("/practice/sessions/{uuid:session_id}", shows=SittingWhole, scope="read:practice")
def get_practice_session(request: ApiRequest, session_id: UUID) -> Answer:
    """One session: its steps, and how far each is, counted from your log."""
    return sitting_whole(request, get_object_or_404(Sitting.objects.visible_to(request.person), pk=session_id))


@room.put("/practice/sessions/{uuid:session_id}/end", shows=SittingWhole, scope="write:practice")
def put_practice_session_end(request: ApiRequest, session_id: UUID) -> Answer:
    """End a session as it stands. Safe to repeat."""
    found = get_object_or_404(Sitting.objects.visible_to(request.person), pk=session_id)
    end_sitting(by=request.person, sitting=found, at=timezone.now())
    return get_practice_session(request, session_id)


def sitting_whole(request: ApiRequest, sitting: Sitting) -> dict[str, Any]:
    progress = queries_sessions.progress_of(request.person, sitting)
    steps = [
        {
            "kind": one.step.kind.value, "key": one.step.key, "title": one.step.title, "minutes": one.minutes,
            "address": one.address, "made": one.made, "is_done": one.is_done, "is_skipped": one.is_skipped,
        }
        for one in progress.steps
    ]  # fmt: skip
    return {**{name: getattr(sitting, name) for name in SITTING}, "steps": steps}


@room.get("/practice/plan", shows=PlanShown, scope="read:practice", may_be_missing=True)
def get_practice_plan(request: ApiRequest) -> Answer:
    """Your plan until the interview, laid out from today on; 404 where you keep none."""
    kept = get_object_or_404(Plan.objects.visible_to(request.person).select_related("role"))
    wanted = queries_plan.Wanted(kept.role, kept.level, kept.interview_on, kept.minutes_a_day)
    page = queries_plan.plan_page(wanted, timezone.localdate(), request.person)
    facts = {name: getattr(kept, name) for name in ("level", "interview_on", "minutes_a_day", "made_at")}
    areas = {
        "areas": [area.slug for _, area, _ in page.fitting],
        "left_out": [area.slug for _, area, _ in page.left_out],
    }
    return {**facts, **areas, "role": kept.role_id}


@room.put("/practice/plan", shows=PlanShown, scope="write:practice")
def put_practice_plan(request: ApiRequest, body: PlanToKeep) -> Answer:
    """Keep what you prepare for, in place of what you said before."""
    form = valid(PlanForm(body.model_dump(mode="json"), today=timezone.localdate()))
    keep_plan(by=request.person, at=timezone.now(), **form.cleaned_data)
    return get_practice_plan(request)


@room.delete("/practice/plan", scope="write:practice")
def delete_practice_plan(request: ApiRequest) -> Answer:
    """Keep no plan. Safe to repeat."""
    drop_plan(by=request.person)


@room.get("/practice/preferences", shows=PreferencesShown, scope="read:practice")
def get_practice_preferences(request: ApiRequest) -> Answer:
    """How you like to practise."""
    return queries.preference_of(request.person)


@room.put("/practice/preferences", shows=PreferencesShown, scope="write:practice", state_of=get_practice_preferences)
def put_practice_preferences(request: ApiRequest, body: PreferencesToKeep) -> Answer:
    """Say how you like to practise; it holds from the next card on."""
    form = valid(PreferenceForm(body.model_dump()))
    return keep_preference(by=request.person, **form.cleaned_data)


@room.get("/practice/progress", shows=ProgressShown, scope="read:practice")
def get_practice_progress(request: ApiRequest) -> Answer:
    """How far you are, area by area, and how many cards fall due on the days to come."""
    at = timezone.now()
    found = progress_of(request.person, at)
    return {
        "areas": [area_progress(one) for _section, areas in found.sections for one in areas],
        "due_on": queries.due_forecast(request.person, at),
    }


def area_progress(one: Any) -> dict[str, Any]:
    shares = {name: getattr(one, name) for name in ("exercises", "predictions", "reviews")}
    counted = {name: share.there for name, share in shares.items()}
    done = {f"{name}_done": share.done for name, share in shares.items()}
    standing = {name: getattr(one, name) for name in ("known", "fading", "learning", "unmet")}
    return {"area": one.area.slug, **standing, **counted, **done}
