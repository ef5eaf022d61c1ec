"""The exercises, reviews and predictions on some areas, and which of them a person has done: for the rooms above."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt, Exercise
from jobfutures.predictions.models import Attempt as Answer
from jobfutures.predictions.models import Prediction
from jobfutures.reviews.models import Attempt as ReviewAttempt
from jobfutures.reviews.models import Review


class TaskKind(StrEnum):
    EXERCISE = "EXERCISE"
    REVIEW = "REVIEW"
    PREDICTION = "PREDICTION"


@dataclass(frozen=True, slots=True)
class Task:
    """An exercise, review or prediction on an area; one on two areas is there twice.

    is_done: passed, or mostly found (`ReviewAttemptQuerySet.mostly_found`), or predicted right, at least once.
    """

    kind: TaskKind
    slug: str
    title: str
    level: str
    area: str
    is_done: bool


def tasks_on(person: User, areas: Collection[str]) -> list[Task]:
    """Return the published tasks on areas (ids), each with whether the person has done it. One query."""
    passed = Attempt.objects.visible_to(person).passed().filter(exercise=OuterRef("pk"))
    found = ReviewAttempt.objects.visible_to(person).mostly_found().filter(review=OuterRef("pk"))
    right = Answer.objects.visible_to(person).filter(prediction=OuterRef("pk"), right=True)
    rows = lines(Exercise.objects.published(), TaskKind.EXERCISE, "areas", passed).union(
        lines(Review.objects.published(), TaskKind.REVIEW, "areas", found),
        lines(Prediction.objects.published(), TaskKind.PREDICTION, "area", right),
        all=True,
    )
    tasks = [Task(TaskKind(kind), *told) for kind, *told in rows]
    return sorted((task for task in tasks if task.area in areas), key=lambda task: (task.title, task.slug))


def lines(rows: QuerySet[Any], kind: TaskKind, area: str, done: QuerySet[Any]) -> QuerySet[Any, Any]:
    told = rows.order_by().annotate(kind=Value(kind.value), is_done=Exists(done))
    found: QuerySet[Any, Any] = told.values_list("kind", "pk", "title", "level", area, "is_done")
    return found
