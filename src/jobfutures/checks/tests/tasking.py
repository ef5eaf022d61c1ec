"""Handing in the code task of a check, and its verdict."""

from uuid import uuid4

from jobfutures.accounts.models import User
from jobfutures.checks.commands import tasks
from jobfutures.checks.models import Attempt, Question
from jobfutures.checks.queries import open_question
from jobfutures.exercises.tests import made as exercises
from tests.people import NOON

FILES = {"scale.py": exercises.MENDED}


def opened(by: User, check: Attempt) -> Question:
    found = open_question(by, check.pk)
    assert found is not None
    return found


def handed_in(ana: User, check: Attempt) -> Question:
    question = opened(ana, check)
    return tasks.hand_in_task(by=ana, question=question, files=FILES, form_key=uuid4(), at=NOON)


def judged(question: Question, *, fails: str = "") -> None:
    assert question.task is not None
    exercises.judged(question.task, exercises.outcome(fails=fails))
