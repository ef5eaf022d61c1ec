"""The guide: what is loaded from the content folders, with every example as it ran."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.guide import queries
from jobfutures.guide.models import Card, Chapter, Kind, Question
from jobfutures.topics.models import Level

room = Room("guides", _("Guides, their areas and questions, examples that ran, and cards"))
IN_LIST = (
    "id", "guide_id", "area__slug", "title", "kind", "levels", "aloud_seconds", "changed_at",
    "area__section__position", "area__position", "position",
)  # fmt: skip
READING_ORDER = ("area__section__position", "area__position", "position", "id")


class GuideShown(Shown):
    id: str = Field(examples=["python-backend"])
    title: str = Field(examples=["Python for backend developers"])
    line: str
    roles: list[str] = Field(examples=[["backend"]])


class GuideWhole(GuideShown):
    body_html: str
    areas: list[str] = Field(description="Slugs, in reading order.", examples=[["names-and-objects"]])


class ChapterShown(Shown):
    guide: str = Field(examples=["python-backend"])
    area: str = Field(examples=["names-and-objects"])
    title: str
    body_html: str
    prerequisites: list[str] = Field(description="Slugs of areas to know first.", examples=[["names-and-objects"]])
    questions: list[str] = Field(examples=[["default-arguments"]])


class QuestionShown(Shown):
    id: str = Field(examples=["default-arguments"])
    guide: str = Field(examples=["python-backend"])
    area: str = Field(examples=["functions"])
    title: str
    kind: Kind
    levels: list[Level]
    aloud_seconds: int = Field(description="How long the answer takes, said aloud.")
    changed_at: datetime


class KeyPointShown(Shown):
    slug: str
    level: Level
    must: bool
    text: str


class CardShown(Shown):
    id: str = Field(description="`question/card`, as the log names it.", examples=["default-arguments/c1"])
    question: str
    area: str
    front: str
    back: str


class ExampleShown(Shown):
    number: int = Field(ge=1)
    path: str
    source: str
    is_runnable: bool
    outcomes: Any = Field(description="What its tests did when they ran.", examples=[[]])
    ran_on: date


class QuestionWhole(QuestionShown):
    address: str = Field(description="Its page.", examples=["/guides/python-backend/functions/default-arguments/"])
    breath_text: str
    answer_html: str
    by_level: Any = Field(examples=[{}])
    weak_html: str
    strong_html: str
    pitfalls: Any = Field(examples=[[]])
    follow_ups: Any = Field(examples=[[]])
    references_html: str
    versions: Any = Field(examples=[{"python": "3.14"}])
    key_points: list[KeyPointShown]
    examples: list[ExampleShown]
    prerequisites: list[str] = Field(examples=[["names"]])
    verified_on: date


class QuestionFilter(Asked, Cut):
    guide: str = Field("", max_length=80)
    area: str = Field("", max_length=50, description="The slug of an area.")
    kind: Kind | None = None
    level: Level | None = None


class CardFilter(Asked, Cut):
    area: str = Field("", max_length=50, description="The slug of an area.")
    question: str = Field("", max_length=80)


@room.get("/guides", shows=Part[GuideShown], links={"get_guide": {"guide_id": "/items/0/id"}})
def list_guides(request: ApiRequest, cut: Query[Cut]) -> Answer:
    """The guides."""
    return part(request, queries.guides().defer(None), cut, order=("title", "id"), columns=("line", "roles"))


@room.get("/guides/{slug:guide_id}", shows=GuideWhole)
def get_guide(request: ApiRequest, guide_id: str) -> Answer:
    """One guide, with its areas in reading order."""
    found = get_object_or_404(queries.guides(), pk=guide_id)
    areas = queries.chapters(found).prefetch_related(None).values_list("area__slug", flat=True)
    facts = {name: getattr(found, name) for name in ("id", "title", "line", "roles", "body_html")}
    return {**facts, "areas": list(areas)}


@room.get("/guides/{slug:guide_id}/areas/{slug:area_slug}", shows=ChapterShown)
def get_guide_area(request: ApiRequest, guide_id: str, area_slug: str) -> Answer:
    """What a guide says of one area: its introduction, what to know first, and its questions."""
    rows = Chapter.objects.filter(retired=False, guide__retired=False).select_related("area")
    found = get_object_or_404(rows, guide=guide_id, area__slug=area_slug)
    first = found.prerequisites.order_by("section__position", "position").values_list("slug", flat=True)
    questions = Question.objects.published().filter(guide=guide_id, area=found.area_id).order_by("position")
    return {
        "guide": guide_id, "area": area_slug, "title": found.area.title, "body_html": found.body_html,
        "prerequisites": list(first), "questions": list(questions.values_list("pk", flat=True)),
    }  # fmt: skip


@room.get("/questions", shows=Part[QuestionShown], links={"get_question": {"question_id": "/items/0/id"}})
def list_questions(request: ApiRequest, cut: Query[QuestionFilter]) -> Answer:
    """Questions in reading order."""
    rows = narrowed(Question.objects.published().filter(guide__retired=False), cut)
    return part(request, rows, cut, order=READING_ORDER, columns=IN_LIST, shape=named)


def narrowed(rows: QuerySet[Question], asked: QuestionFilter) -> QuerySet[Question]:
    if asked.guide:
        rows = rows.filter(guide=asked.guide)
    if asked.area:
        rows = rows.filter(area__slug=asked.area)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.level:
        rows = rows.filter(levels__icontains=f'"{asked.level}"')
    return rows


def named(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "guide": row["guide_id"], "area": row["area__slug"]}


@room.get("/questions/{slug:question_id}", shows=QuestionWhole)
def get_question(request: ApiRequest, question_id: str) -> Answer:
    """One question with its whole answer, and its examples with what they printed."""
    rows = Question.objects.published().select_related("guide", "area__section").defer("guide__project", "search_text")
    found = get_object_or_404(rows, pk=question_id)
    whole = {name: getattr(found, name) for name in QuestionWhole.model_fields if hasattr(found, name)}
    points = found.key_points.filter(retired=False).order_by("position").values("slug", "level", "must", "text")
    first = found.prerequisites.published().in_reading_order().values_list("pk", flat=True)
    return {
        **whole, "guide": found.guide_id, "area": found.area.slug, "address": found.get_absolute_url(),
        "key_points": list(points), "examples": list(found.examples.order_by("position")),
        "prerequisites": list(first),
    }  # fmt: skip


@room.get("/cards", shows=Part[CardShown], links={"get_question": {"question_id": "/items/0/question"}})
def list_cards(request: ApiRequest, cut: Query[CardFilter]) -> Answer:
    """The cards of the guide, in reading order."""
    rows = Card.objects.filter(retired=False, question__retired=False)
    if cut.area:
        rows = rows.filter(question__area__slug=cut.area)
    if cut.question:
        rows = rows.filter(question=cut.question)
    order = (*(f"question__{name}" for name in READING_ORDER), "position", "id")
    columns = ("slug", "question_id", "question__area__slug", "front", "back")
    return part(request, rows, cut, order=order, columns=columns, shape=card_named)


def card_named(row: dict[str, Any]) -> dict[str, Any]:
    question, slug = row["question_id"], row["slug"]
    return {**row, "id": f"{question}/{slug}", "question": question, "area": row["question__area__slug"]}
