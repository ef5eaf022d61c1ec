"""Projects to repair, and what you handed in. What judges from the outside is shown nowhere, here neither."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.errors import valid
from jobfutures.api.kinds import Asked, Shown
from jobfutures.api.limits import hold_back
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part
from jobfutures.api.problems import refuses
from jobfutures.exercises import forms
from jobfutures.exercises.commands.attempts import CannotSubmit, submit_attempt
from jobfutures.exercises.models import Attempt, Exercise, State
from jobfutures.topics.models import Level

room = Room("exercises", _("Projects to repair, judged by their behaviour, and your attempts at them"))
IN_LIST = ("slug", "title", "summary", "level", "minutes", "framework", "order")
ATTEMPT = ("id", "exercise_id", "state", "passed", "verdict", "submitted_at", "finished_at")

refuses(
    CannotSubmit, "cannot-submit", _("The attempt was not taken"),
    _("A file is not accepted, or your last attempt at this exercise is not judged yet: wait for its verdict."),
)  # fmt: skip


class ExerciseShown(Shown):
    slug: str = Field(examples=["till"])
    title: str
    summary: str
    level: Level
    minutes: int
    framework: str = Field(examples=["django"])


class ExerciseWhole(ExerciseShown):
    statement: str = Field(description="Markdown.")
    areas: list[str] = Field(examples=[["transactions"]])
    editable: list[str] = Field(description="The files that you may change.", examples=[["till.py"]])
    project: dict[str, str] = Field(description="Every file of the project, by its path.", examples=[{"till.py": ""}])
    visible_checks: str = Field(description="The checks that everybody may read.")
    version: str


class ExerciseFilter(Asked, Cut):
    area: str = Field("", max_length=60)
    level: Level | None = None


class AttemptFilter(Asked, Cut):
    exercise: str = Field("", max_length=80)


class AttemptToSubmit(Asked):
    files: dict[str, str] = Field(
        max_length=200,
        description="By path: the editable files as you changed them, and new ones. What is left out stays as given.",
        examples=[{"till.py": "def total(prices):\n    return sum(prices)\n"}],
    )


class AttemptShown(Shown):
    id: UUID
    exercise: str = Field(examples=["till"])
    state: State
    passed: bool
    verdict: str = Field(examples=["passed"])
    submitted_at: datetime
    finished_at: datetime | None


class AttemptWhole(AttemptShown):
    files: dict[str, str] = Field(description="What differs from the project.", examples=[{"till.py": "x = 1\n"}])
    reason: str
    results: Any = Field(description="One entry a requirement.", examples=[[]])
    output: str
    errors: str
    wall_ms: float | None
    cpu_ms: float | None
    memory_kib: int | None


@room.get("/exercises", shows=Part[ExerciseShown], links={"get_exercise": {"slug": "/items/0/slug"}})
def list_exercises(request: ApiRequest, cut: Query[ExerciseFilter]) -> Answer:
    """The exercises, in their order."""
    rows = Exercise.objects.published()
    if cut.area:
        rows = rows.filter(areas__slug=cut.area)
    if cut.level:
        rows = rows.filter(level=cut.level)
    return part(request, rows, cut, order=("order", "slug"), columns=IN_LIST)


def opened(slug: str) -> Exercise:
    return get_object_or_404(Exercise.objects.published().prefetch_related("areas"), pk=slug)


@room.get("/exercises/{slug:slug}", shows=ExerciseWhole)
def get_exercise(request: ApiRequest, slug: str) -> Answer:
    """One exercise with its project."""
    found = opened(slug)
    facts = {name: getattr(found, name) for name in (*IN_LIST, "statement", "editable", "project", "visible_checks")}
    return {**facts, "version": found.version, "areas": [area.slug for area in found.areas.all()]}


@room.post(
    "/exercises/{slug:slug}/attempts", shows=AttemptShown, status=202, scope="write:practice",
    refuses=(CannotSubmit,), links={"get_exercise_attempt": {"attempt_id": "/id"}},
)  # fmt: skip
def create_exercise_attempt(request: ApiRequest, slug: str, body: AttemptToSubmit, response: HttpResponse) -> Answer:
    """Hand in an attempt. It is judged by a worker.

    Ask the address in `Location` until `state` is DONE or FAULT. It also becomes your draft on the site.
    """
    exercise = opened(slug)
    hold_back("run-person", str(request.person.pk))
    given = QueryDict(mutable=True)
    given.update({f"{forms.FILE}{path}": text for path, text in body.files.items()})
    form = valid(forms.Solution(given, exercise=exercise, files={}))
    sent = submit_attempt(
        by=request.person, exercise=exercise, files=form.cleaned_data["files"], form_key=uuid4(), at=timezone.now()
    )
    response.headers["Location"] = f"/api/v1/exercise-attempts/{sent.pk}"
    return attempt_named({name: getattr(sent, name) for name in ATTEMPT})


@room.get(
    "/exercise-attempts", shows=Part[AttemptShown], scope="read:practice",
    links={"get_exercise_attempt": {"attempt_id": "/items/0/id"}},
)  # fmt: skip
def list_exercise_attempts(request: ApiRequest, cut: Query[AttemptFilter]) -> Answer:
    """Your attempts, newest first."""
    rows = Attempt.objects.visible_to(request.person).for_practice()
    if cut.exercise:
        rows = rows.filter(exercise=cut.exercise)
    return part(request, rows, cut, order=("-submitted_at", "-id"), columns=ATTEMPT, shape=attempt_named)


@room.get("/exercise-attempts/{uuid:attempt_id}", shows=AttemptWhole, scope="read:practice")
def get_exercise_attempt(request: ApiRequest, attempt_id: UUID) -> Answer:
    """One attempt of yours: how far it is, and once it is judged, why."""
    rows = Attempt.objects.visible_to(request.person).for_practice()
    return attempt_named(get_object_or_404(rows.values(*ATTEMPT, *JUDGED), pk=attempt_id))


JUDGED = ("files", "reason", "results", "output", "errors", "wall_ms", "cpu_ms", "memory_kib")


def attempt_named(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "exercise": row["exercise_id"]}
