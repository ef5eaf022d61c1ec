"""Question after question: what an answer does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobfutures.accounts.models import User
from jobfutures.checks.commands import attempts as commands
from jobfutures.checks.commands.asking import with_state
from jobfutures.checks.models import Bank, Question
from jobfutures.checks.queries import open_question
from jobfutures.checks.tests import made
from tests.people import NOON

DAY = timedelta(days=1)


def test_an_answer_counts_once_however_often_it_is_sent(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    question = open_question(ana, check.pk)
    assert question is not None
    variant = question.__dict__["shown"]
    commands.give_answer(by=ana, question=question, variant=variant, answer=made.right_answer(variant), at=NOON)

    with pytest.raises(commands.CannotAnswer, match="first answer counts"):
        commands.give_answer(by=ana, question=question, variant=variant, answer=made.wrong_answer(variant), at=NOON)

    assert check.questions.answered().count() == 1
    assert check.questions.answered().get().score == 1
    assert check.questions.unanswered().count() == 1


def test_an_answer_takes_few_queries(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    made.answer(ana, check, right=True)

    with CaptureQueriesContext(connection) as taken:
        made.answer(ana, check, right=True)

    sent = [one["sql"] for one in taken if "SAVEPOINT" not in one["sql"]]
    assert len(sent) == 5, sent


def test_nobody_answers_for_somebody_else(ana: User, ben: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    question = open_question(ana, check.pk)
    assert question is not None

    assert open_question(ben, check.pk) is None
    with pytest.raises(PermissionDenied):
        commands.give_answer(by=ben, question=question, variant={}, answer=1, at=NOON)


def test_a_pause_stops_the_clock(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    commands.pause_check(by=ana, attempt=check, at=NOON + timedelta(seconds=40))
    commands.resume_check(by=ana, attempt=check, at=NOON + DAY)
    made.answer(ana, check, right=True, at=NOON + DAY + timedelta(seconds=5))

    assert check.questions.answered().get().seconds == 45


def test_a_draft_is_kept_until_the_answer(ana: User, bank: Bank) -> None:
    check = made.begun(ana, bank)
    question = open_question(ana, check.pk)
    assert question is not None
    commands.keep_draft(by=ana, question=question, fields={"answer": ["2"]})

    assert Question.objects.get(pk=question.pk).draft == {"answer": ["2"]}
    made.answer(ana, check, right=True)
    with pytest.raises(commands.CannotAnswer):
        commands.keep_draft(by=ana, question=question, fields={"answer": ["3"]})


def test_a_trial_question_moves_nothing(ana: User, bank: Bank) -> None:
    for one in bank.items:
        one["scored"] = one["item"] not in {"item-1", "item-2", "item-3"}
    trial = Bank.objects.create(
        role=bank.role, number=2, source="ANSWERS", parts=bank.parts, items=bank.items, made_at=NOON, released_at=NOON
    )
    check = made.begun(ana, trial)
    for _ in range(3):
        check = made.answer(ana, check, right=True)
    before = bytes(check.posterior)
    question = check.questions.unanswered().get()
    check = made.answer(ana, check, right=False)

    assert question.is_pilot
    assert bytes(check.posterior) == before
    assert with_state(check).progress(stopped=False).questions == 3
