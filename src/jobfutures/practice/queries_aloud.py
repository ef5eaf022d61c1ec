"""Questions to explain aloud, and which of them are due to be said again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Prefetch

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, KeyPoint, Question
from jobfutures.guide.queries import OUTLINE
from jobfutures.practice.models import Telling
from jobfutures.topics.models import Area

DAYS_AFTER_MISSED = 1
DAYS_AFTER_ALL_SAID = 21
MOST_AGAIN = 20


@dataclass(frozen=True)
class SayableArea:
    area: Area
    questions: list[Question]


@dataclass(frozen=True)
class Again:
    """A question whose last telling is so long ago that it is worth saying again."""

    question: Question
    told_at: datetime
    missed: int


def sayable_areas(level: str = "") -> list[SayableArea]:
    """Return the published questions by area, in reading order: all, or those for a level. One query."""
    rows = (
        Question.objects.published()
        .select_related("area__section")
        .only(*OUTLINE, "area__id", "area__slug", "area__title", "area__section__title")
        .in_reading_order()
    )
    wanted = [question for question in rows if not level or level in question.levels]
    return [SayableArea(area, list(found)) for area, found in groupby(wanted, lambda question: question.area)]


def key_points(question: Question) -> list[KeyPoint]:
    """Return the live key points of a question, each with its live cards. Two queries."""
    cards = Prefetch("cards", Card.objects.filter(retired=False).order_by("position"))
    return list(question.key_points.filter(retired=False).order_by("position").prefetch_related(cards))


def due_again(person: User, at: datetime) -> list[Again]:
    """Return what is due to be said again, longest ago first. One query."""
    rows = (
        Telling.objects.visible_to(person)
        .filter(question__retired=False)
        .select_related("question")
        .only("at", "missed", "question__title")
        .order_by("question", "-at")
    )
    latest = [next(tellings) for _question, tellings in groupby(rows, lambda telling: telling.question_id)]
    due = [telling for telling in latest if again_at(telling) <= at]
    due.sort(key=again_at)
    return [Again(telling.question, telling.at, len(telling.missed)) for telling in due[:MOST_AGAIN]]


def again_at(telling: Telling) -> datetime:
    return telling.at + timedelta(days=DAYS_AFTER_MISSED if telling.missed else DAYS_AFTER_ALL_SAID)
