"""What a browser sends for a check, and what its form shows."""

import re
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


def shown_as_given(page: bytes, question: Question) -> bool:
    """Say whether the form on a page holds the right answer to its question."""
    sent = fields_of(question)
    if question.item.kind in ("ONE_OF", "SOME_OF", "LINE"):
        given = sent["answer"] if isinstance(sent["answer"], list) else [sent["answer"]]
        return all(re.search(rb'value="%s"\s+checked' % str(one).encode(), page) for one in given)
    if question.item.kind == "ORDER":
        chosen = re.findall(rb'<option value="(\d)"\s+selected', page)
        return chosen == [str(sent[name]).encode() for name in sorted(sent) if name.startswith("step-")]
    return str(sent["answer"]).encode() in page
