"""A code task that is left out, lost or deleted."""

import pytest

from jobfutures.accounts.models import User
from jobfutures.checks.commands import attempts, tasks
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.tests import made
from jobfutures.checks.tests.tasking import handed_in, opened
from jobfutures.exercises.models import Attempt as TaskAttempt
from jobfutures.exercises.models import State, Work
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_a_check_with_a_task_begins_with_it(ana: User, task_check: Attempt) -> None:
    question = opened(ana, task_check)

    assert question.item.exercise is not None
    assert question.number == 1


def test_who_wants_no_task_gets_none(ben: User, bank: Bank) -> None:
    check = made.begun(ben, made.with_task(bank), wants_task=False)

    assert opened(ben, check).item.exercise is None


def test_a_task_that_our_sandbox_lost_is_left_out(ana: User, task_check: Attempt) -> None:
    question = handed_in(ana, task_check)
    TaskAttempt.objects.filter(pk=question.task_id).update(state=State.FAULT)
    tasks.count_task(by=ana, question=opened(ana, task_check), at=NOON)

    assert opened(ana, task_check).item.exercise is None
    assert not Attempt.objects.get(pk=task_check.pk).wants_task


def test_one_may_go_on_without_the_task(ana: User, task_check: Attempt) -> None:
    tasks.skip_task(by=ana, question=opened(ana, task_check), at=NOON)

    assert opened(ana, task_check).number == 1
    assert opened(ana, task_check).item.exercise is None


def test_deleting_a_check_deletes_what_was_handed_in_and_typed(ana: User, task_check: Attempt) -> None:
    handed_in(ana, task_check)
    attempts.delete_check(by=ana, attempt=task_check, at=NOON)

    assert not TaskAttempt.objects.exists()
    assert not Work.objects.exists()
