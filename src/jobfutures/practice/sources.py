"""Where the steps of a session come from, cards apart: each kind says what there is, and what was done when.

A room with another kind joins with a class here and its name in SOURCES.
"""

from datetime import datetime
from typing import Any, Protocol

from django.db.models import CharField, Count, F, Max, QuerySet, Value
from django.db.models.functions import Cast
from django.urls import reverse

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt, Exercise
from jobfutures.guide.models import Question
from jobfutures.practice.composing import TICKING_SECONDS, Offer, StepKind
from jobfutures.practice.models import Telling
from jobfutures.predictions.models import Attempt as Answer
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.queries import done_by as predicted_by
from jobfutures.reviews.models import Attempt as ReviewAttempt
from jobfutures.reviews.models import Review
from jobfutures.topics.models import Level

PREDICTION_SECONDS = 120  # to read a short program, decide, run it and read why

Records = QuerySet[Any, dict[str, Any]]


class Source(Protocol):
    """One kind of step."""

    kind: StepKind

    def offers(self, person: User | None, level: str) -> list[Offer]:
        """Return what is published, in order, with when the person last did it. level: of Level, empty for all."""

    def records(self, person: User, since: datetime) -> Records:
        """Return what the person did since then, as `counted` gives it."""

    def address(self, key: str) -> str: ...


def counted(rows: QuerySet[Any], kind: StepKind, key: str) -> Records:
    """Return rows counted by what was practised: {kind, done, number}. key: the column that names it."""
    named = rows.order_by().values(kind=Value(kind.value, CharField()), done=Cast(F(key), CharField(max_length=80)))
    found: Records = named.annotate(number=Count("pk"))
    return found


def levels_up_to(level: str) -> list[str]:
    """Return the levels whose exercises suit a level; all where none is named."""
    order = [one.value for one in Level]
    return order[: order.index(level) + 1] if level in order else order


class Aloud:
    kind = StepKind.ALOUD

    def offers(self, person: User | None, level: str) -> list[Offer]:
        rows = Question.objects.published().in_reading_order()
        columns = rows.values_list("pk", "title", "area_id", "aloud_seconds", "levels")
        told = self.last_told(person) if person else {}
        return [
            Offer(self.kind, pk, title, (area,), seconds + TICKING_SECONDS, told.get(pk))
            for pk, title, area, seconds, levels in columns
            if not level or level in levels
        ]

    def last_told(self, person: User) -> dict[str, datetime]:
        rows = Telling.objects.visible_to(person).order_by().values("question_id").annotate(last=Max("at"))
        return {row["question_id"]: row["last"] for row in rows}

    def records(self, person: User, since: datetime) -> Records:
        return counted(Telling.objects.visible_to(person).filter(at__gte=since), self.kind, "question_id")

    def address(self, key: str) -> str:
        return f"/practice/aloud/{key}/"


class Exercises:
    kind = StepKind.EXERCISE

    def offers(self, person: User | None, level: str) -> list[Offer]:
        rows = Exercise.objects.published().filter(level__in=levels_up_to(level)).in_order()
        areas: dict[str, list[str]] = {}
        for slug, area in Exercise.areas.through.objects.order_by("pk").values_list("exercise_id", "area_id"):
            areas.setdefault(slug, []).append(area)
        sent = self.last_sent(person) if person else {}
        return [
            Offer(self.kind, slug, title, tuple(areas.get(slug, ())), minutes * 60, sent.get(slug))
            for slug, title, minutes in rows.values_list("pk", "title", "minutes")
        ]

    def last_sent(self, person: User) -> dict[str, datetime]:
        rows = Attempt.objects.visible_to(person).for_practice().order_by().values("exercise_id")
        return {row["exercise_id"]: row["last"] for row in rows.annotate(last=Max("submitted_at"))}

    def records(self, person: User, since: datetime) -> Records:
        rows = Attempt.objects.visible_to(person).for_practice().filter(submitted_at__gte=since)
        return counted(rows, self.kind, "exercise_id")

    def address(self, key: str) -> str:
        return reverse("exercises:exercise", args=[key])


class Predictions:
    kind = StepKind.PREDICT

    def offers(self, person: User | None, level: str) -> list[Offer]:
        rows = Prediction.objects.published().filter(level__in=levels_up_to(level)).in_order()
        said = {one.prediction: one.last_at for one in predicted_by(person).values()} if person else {}
        return [
            Offer(self.kind, slug, title, (area,), PREDICTION_SECONDS, said.get(slug))
            for slug, title, area in rows.values_list("pk", "title", "area_id")
        ]

    def records(self, person: User, since: datetime) -> Records:
        rows = Answer.objects.visible_to(person).filter(answered_at__gte=since)
        return counted(rows, self.kind, "prediction_id")

    def address(self, key: str) -> str:
        return reverse("predictions:prediction", args=[key])


class Reviews:
    kind = StepKind.REVIEW

    def offers(self, person: User | None, level: str) -> list[Offer]:
        rows = Review.objects.published().filter(level__in=levels_up_to(level)).in_order()
        done = self.last_done(person) if person else {}
        return [
            Offer(self.kind, slug, title, tuple(areas), minutes * 60, done.get(slug))
            for slug, title, areas, minutes in rows.values_list("pk", "title", "area_ids", "minutes")
        ]

    def last_done(self, person: User) -> dict[str, datetime]:
        rows = (
            ReviewAttempt.objects.visible_to(person).order_by().values("review_id").annotate(last=Max("submitted_at"))
        )
        return {row["review_id"]: row["last"] for row in rows}

    def records(self, person: User, since: datetime) -> Records:
        rows = ReviewAttempt.objects.visible_to(person).filter(submitted_at__gte=since)
        return counted(rows, self.kind, "review_id")

    def address(self, key: str) -> str:
        return reverse("reviews:review", args=[key])


SOURCES: tuple[Source, ...] = (Aloud(), Predictions(), Reviews(), Exercises())


def offers(person: User | None, level: str = "") -> list[Offer]:
    return [offer for source in SOURCES for offer in source.offers(person, level)]


def address(kind: StepKind, key: str) -> str:
    """Return where a step is done; empty where the kind is none of this house any more."""
    if kind is StepKind.CARDS:
        return reverse("practice:cards")
    return next((source.address(key) for source in SOURCES if source.kind is kind), "")
