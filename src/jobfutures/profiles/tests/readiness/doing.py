"""What people do in these tests, and what the page then says of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.exercises.tests import made as exercises
from jobfutures.guide.models import Card, Question
from jobfutures.practice.commands.entries import grade_card
from jobfutures.practice.commands.tellings import tell_question
from jobfutures.practice.rules import EASY
from jobfutures.profiles.readiness_picture import AreaReadiness, Readiness

PAGE = "/profile/readiness/"
JUNIOR = f"{PAGE}?role=backend&level=JUNIOR"
MIDDLE = f"{PAGE}?role=backend&level=MIDDLE"
TWO_DAYS = timedelta(days=2)


def shown(client: Client, address: str = JUNIOR) -> Readiness:
    ready: Readiness = client.get(address).context["ready"]
    return ready


def names(client: Client, address: str = JUNIOR) -> AreaReadiness:
    """Return the area that the small guide has questions on."""
    return next(one for one in shown(client, address).areas if one.area.pk == "A1")


def tell(by: User, question: str = "first-name") -> None:
    row = Question.objects.get(pk=question)
    points = ["one", "two", "three"]
    tell_question(by=by, question=row, seconds=60, covered=points, typed="", at=timezone.now(), key=uuid4())


def know(by: User, ago: timedelta = TWO_DAYS, **cards: Any) -> None:
    for card in Card.objects.filter(**cards):
        grade_card(by=by, card=card, grade=EASY, at=timezone.now() - ago)


def do_all(by: User) -> None:
    """Practise everything that there is for a junior."""
    know(by)
    exercises.judged(exercises.attempt(by))
