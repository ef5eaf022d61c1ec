"""Programs to predict. What a program does is told with your answer, never before it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part, part_of_list
from jobfutures.api.problems import refuses
from jobfutures.predictions import forms, queries, showing
from jobfutures.predictions.commands.attempts import CannotKeep, keep_attempt
from jobfutures.predictions.models import Asks, Attempt, Prediction
from jobfutures.predictions.rules import LONGEST_ANSWER, OFFERED
from jobfutures.topics.models import Level

room = Room("predictions", _("Say what a program does before it runs"))
ATTEMPT = ("id", "prediction_id", "answer", "right", "fixed", "answered_at")

refuses(
    CannotKeep, "no-answer", _("This is no answer"), _("It is empty, or longer than any answer that could be right.")
)


class PredictionShown(Shown):
    slug: str = Field(examples=["two-names"])
    title: str
    question: str = Field(examples=["What does it print?"])
    area: str = Field(examples=["names"])
    level: Level
    asks: Asks


class PredictionWhole(PredictionShown):
    program: str
    offered: list[str] = Field(description="The answers to choose from, where it offers some.", examples=[["[1, 2]"]])
    versions: Any = Field(examples=[{"python": "3.14"}])


class PredictionFilter(Asked, Cut):
    area: str = Field("", max_length=60)
    level: Level | None = None


class AnswerFilter(Asked, Cut):
    prediction: str = Field("", max_length=80)


class AnswerToKeep(Asked):
    answer: str = Field(
        min_length=1, max_length=LONGEST_ANSWER, examples=["[1, 2]"],
        description="One of `offered` as it stands, a number of queries, or the number of a line.",
    )  # fmt: skip


class AnswerShown(Shown):
    id: UUID
    prediction: str = Field(examples=["two-names"])
    answer: str
    right: bool
    fixed: bool = Field(description="Whether you repaired the program afterwards.")
    answered_at: datetime


class AnswerWhole(AnswerShown):
    truth: str = Field(description="What our run did.")
    why: str
    why_html: str
    output: str
    ran_on: date


@room.get("/predictions", shows=Part[PredictionShown], links={"get_prediction": {"slug": "/items/0/slug"}})
def list_predictions(request: ApiRequest, cut: Query[PredictionFilter]) -> Answer:
    """Programs to predict, by area and level."""
    rows = queries.for_session(levels=[cut.level] if cut.level else ())
    if cut.area:
        rows = rows.filter(area__slug=cut.area)
    return part_of_list(request, [shown(row) for row in rows], cut, key=lambda row: row["slug"])


def shown(row: Prediction) -> dict[str, Any]:
    facts = ("slug", "title", "question", "level", "asks")
    return {**{name: getattr(row, name) for name in facts}, "area": row.area.slug}


def opened(slug: str) -> Prediction:
    return get_object_or_404(Prediction.objects.published().select_related("area"), pk=slug)


@room.get("/predictions/{slug:slug}", shows=PredictionWhole)
def get_prediction(request: ApiRequest, slug: str) -> Answer:
    """One program and the question about it, without what it does."""
    found = opened(slug)
    offers = forms.Answer(prediction=found).offered if found.asks in OFFERED else []
    return {**shown(found), "program": found.program, "offered": offers, "versions": found.versions}


@room.post(
    "/predictions/{slug:slug}/attempts", shows=AnswerWhole, scope="write:practice", refuses=(CannotKeep,),
    links={"get_prediction_attempt": {"attempt_id": "/id"}},
)  # fmt: skip
def create_prediction_attempt(request: ApiRequest, slug: str, body: AnswerToKeep, response: HttpResponse) -> Answer:
    """Commit to an answer; then see what the program did, and why."""
    found = opened(slug)
    given = QueryDict(mutable=True)
    given["answer"] = as_choice(found, body.answer)
    form = forms.Answer(given, prediction=found)
    answer = valid(form).cleaned_data["answer"]
    kept = keep_attempt(by=request.person, id=uuid4(), prediction=found, answer=answer, at=timezone.now())
    response.headers["Location"] = f"/api/v1/prediction-attempts/{kept.pk}"
    return whole(kept, found)


def as_choice(prediction: Prediction, answer: str) -> str:
    """Return an answer as the form of the page has it: of offered ones, its number."""
    if prediction.asks not in OFFERED:
        return answer
    offers = forms.Answer(prediction=prediction).offered
    return str(offers.index(answer) + 1) if answer in offers else ""


@room.get(
    "/prediction-attempts", shows=Part[AnswerShown], scope="read:practice",
    links={"get_prediction_attempt": {"attempt_id": "/items/0/id"}},
)  # fmt: skip
def list_prediction_attempts(request: ApiRequest, cut: Query[AnswerFilter]) -> Answer:
    """Your answers, newest first."""
    rows = Attempt.objects.visible_to(request.person)
    if cut.prediction:
        rows = rows.filter(prediction=cut.prediction)
    return part(
        request, rows, cut, order=("-answered_at", "-id"), columns=ATTEMPT,
        shape=lambda row: {**row, "prediction": row["prediction_id"]},
    )  # fmt: skip


@room.get("/prediction-attempts/{uuid:attempt_id}", shows=AnswerWhole, scope="read:practice")
def get_prediction_attempt(request: ApiRequest, attempt_id: UUID) -> Answer:
    """One answer of yours, with what the program did."""
    kept = get_object_or_404(Attempt.objects.visible_to(request.person).select_related("prediction"), pk=attempt_id)
    return whole(kept, kept.prediction)


def whole(kept: Attempt, found: Prediction) -> dict[str, Any]:
    facts = {name: getattr(kept, name) for name in ATTEMPT}
    told = {"truth": found.truth, "why": showing.result_of(found, kept.answer).why, "why_html": found.why_html}
    return {**facts, "prediction": found.pk, **told, "output": showing.printed(found.ran), "ran_on": found.ran_on}
