"""What a browser sends for a check."""

from uuid import uuid4

from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Question
from jobfutures.checks.queries import open_question
from jobfutures.checks.tests.made import right_answer


def begin(client: Client, **more: str) -> str:
    """Begin a check; return its address."""
    answer = client.post("/checks/backend/attempts/", {"key": str(uuid4()), "pace": "1", **more})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def fields_of(question: Question) -> dict[str, object]:
    """Return what a form sends for the right answer."""
    shown = question.__dict__["shown"]
    given = right_answer(shown)
    number = {"number": str(question.number)}
    if shown["kind"] == "ORDER":
        return {**number, **{f"step-{place}": str(rank) for rank, place in enumerate(given, start=1)}}
    return {**number, "answer": [str(one) for one in given] if isinstance(given, list) else str(given)}


def answered(client: Client, ana: User, address: str) -> str:
    """Answer the open question by its form; return where that leads."""
    check = Attempt.objects.get(pk=address.strip("/").rsplit("/", 1)[-1])
    question = open_question(ana, check.pk)
    assert question is not None
    return str(client.post(address, fields_of(question))["Location"])
