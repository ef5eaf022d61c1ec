"""The code task of a check: handed in once, judged by the worker, counted by the requirements that hold."""

import pytest

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.commands import attempts, tasks
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.tests import made
from jobfutures.checks.tests.tasking import handed_in, judged, opened
from jobfutures.exercises.models import Attempt as TaskAttempt
from tests.people import NOON

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("fails", "score"), [("", 3), ("sum", 2)])
def test_a_judged_task_counts_by_what_holds(ana: User, task_check: Attempt, fails: str, score: int) -> None:
    judged(handed_in(ana, task_check), fails=fails)
    tasks.count_task(by=ana, question=opened(ana, task_check), at=NOON)
    question = task_check.questions.answered().get()

    assert question.score == score
    assert opened(ana, task_check).number == 2


def test_a_better_task_says_more_of_somebody(ana: User, ben: User, bank: Bank) -> None:
    version, believed = made.with_task(bank), []
    for person, fails in ((ana, ""), (ben, "sum")):
        check = made.begun(person, version, wants_task=True)
        judged(handed_in(person, check), fails=fails)
        tasks.count_task(by=person, question=opened(person, check), at=NOON)
        check.refresh_from_db()
        believed.append(engine.outcome(engine.prepared(version.pk), bytes(check.posterior), [
            engine.Given(check.questions.answered().get().place, 1, is_pilot=False)
        ], version.parts)["ability"])  # fmt: skip

    assert believed[0] > believed[1]


def test_a_task_is_not_counted_before_it_is_judged(ana: User, task_check: Attempt) -> None:
    handed_in(ana, task_check)

    with pytest.raises(attempts.CannotAnswer, match="not judged yet"):
        tasks.count_task(by=ana, question=opened(ana, task_check), at=NOON)


def test_a_task_is_counted_once(ana: User, task_check: Attempt) -> None:
    judged(handed_in(ana, task_check))
    question = opened(ana, task_check)
    tasks.count_task(by=ana, question=question, at=NOON)

    with pytest.raises(attempts.CannotAnswer):
        tasks.count_task(by=ana, question=question, at=NOON)


def test_a_task_is_handed_in_once(ana: User, task_check: Attempt) -> None:
    handed_in(ana, task_check)

    with pytest.raises(attempts.CannotAnswer):
        handed_in(ana, task_check)
    assert TaskAttempt.objects.count() == 1
