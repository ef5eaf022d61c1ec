"""The code task of a check: handed in once, judged by the worker, counted by the requirements that hold."""

from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks import engine
from jobfutures.checks.commands import attempts, tasks
from jobfutures.checks.models import Attempt, Bank, Question
from jobfutures.checks.queries import open_question
from jobfutures.checks.tests import made
from jobfutures.exercises.models import Attempt as TaskAttempt
from jobfutures.exercises.models import State, Work
from jobfutures.exercises.tests import made as exercises
from tests.access import client_of
from tests.people import NOON

pytestmark = pytest.mark.django_db
FILES = {"scale.py": exercises.MENDED}


@pytest.fixture
def check(ana: User, bank: Bank) -> Attempt:
    """A check that has begun with its code task."""
    return made.begun(ana, made.with_task(bank), wants_task=True)


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


def test_a_check_with_a_task_begins_with_it(ana: User, check: Attempt) -> None:
    question = opened(ana, check)

    assert question.item.exercise is not None
    assert question.number == 1


def test_who_wants_no_task_gets_none(ben: User, bank: Bank) -> None:
    check = made.begun(ben, made.with_task(bank), wants_task=False)

    assert opened(ben, check).item.exercise is None


@pytest.mark.parametrize(("fails", "score"), [("", 3), ("sum", 2)])
def test_a_judged_task_counts_by_what_holds(ana: User, check: Attempt, fails: str, score: int) -> None:
    judged(handed_in(ana, check), fails=fails)
    tasks.count_task(by=ana, question=opened(ana, check), at=NOON)
    question = check.questions.answered().get()

    assert question.score == score
    assert opened(ana, check).number == 2


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


def test_a_task_is_not_counted_before_it_is_judged(ana: User, check: Attempt) -> None:
    handed_in(ana, check)

    with pytest.raises(attempts.CannotAnswer, match="not judged yet"):
        tasks.count_task(by=ana, question=opened(ana, check), at=NOON)


def test_a_task_is_counted_once(ana: User, check: Attempt) -> None:
    judged(handed_in(ana, check))
    question = opened(ana, check)
    tasks.count_task(by=ana, question=question, at=NOON)

    with pytest.raises(attempts.CannotAnswer):
        tasks.count_task(by=ana, question=question, at=NOON)


def test_a_task_is_handed_in_once(ana: User, check: Attempt) -> None:
    handed_in(ana, check)

    with pytest.raises(attempts.CannotAnswer):
        handed_in(ana, check)
    assert TaskAttempt.objects.count() == 1


def test_a_task_that_our_sandbox_lost_is_left_out(ana: User, check: Attempt) -> None:
    question = handed_in(ana, check)
    TaskAttempt.objects.filter(pk=question.task_id).update(state=State.FAULT)
    tasks.count_task(by=ana, question=opened(ana, check), at=NOON)

    assert opened(ana, check).item.exercise is None
    assert not Attempt.objects.get(pk=check.pk).wants_task


def test_one_may_go_on_without_the_task(ana: User, check: Attempt) -> None:
    tasks.skip_task(by=ana, question=opened(ana, check), at=NOON)

    assert opened(ana, check).number == 1
    assert opened(ana, check).item.exercise is None


def test_a_whole_check_with_a_task_has_a_result_that_says_so(ana: User, check: Attempt) -> None:
    judged(handed_in(ana, check))
    tasks.count_task(by=ana, question=opened(ana, check), at=NOON)
    found = Attempt.objects.get(pk=check.pk)
    while found.is_open:
        found = made.answer(ana, found, right=True)
    page = client_of(ana).get(f"/checks/attempts/{check.pk}/result/").content

    assert found.outcome["tasks"] == 1
    assert b"and 1 task." in page
    assert b"The total is the sum" in page or b"holds" in page


def test_deleting_a_check_deletes_what_was_handed_in_and_typed(ana: User, check: Attempt) -> None:
    handed_in(ana, check)
    attempts.delete_check(by=ana, attempt=check)

    assert not TaskAttempt.objects.exists()
    assert not Work.objects.exists()


def test_the_task_page_shows_the_workbench_and_no_way_to_a_reference(ana: User, check: Attempt) -> None:
    page = client_of(ana).get(f"/checks/attempts/{check.pk}/task/").content

    assert b"Add up weights" in page
    assert b"scale.py" in page
    assert b"reference" not in page
    assert b"/exercises/till-task/" not in page


def test_the_pages_of_a_task_from_the_workbench_to_the_next_question(ana: User, check: Attempt) -> None:
    client = client_of(ana)
    address = f"/checks/attempts/{check.pk}/task/"
    sent = {"form_key": str(uuid4()), "file:scale.py": exercises.MENDED}
    kept = client.post(f"{address}draft/", sent)
    client.post(f"{address}handing-in/", sent)
    waiting = client.get(address).content
    judged(opened(ana, check))
    over = client.get(address).content
    after = client.post(f"{address}verdict/", follow=True).content

    assert kept.status_code == 204
    assert b"Waiting" in waiting
    assert b"It is judged." in over
    assert b"Question 2" in after


def test_a_visitor_and_a_stranger_meet_no_task(client: Client, ben: User, check: Attempt) -> None:
    address = f"/checks/attempts/{check.pk}/task/"

    assert client.get(address).status_code == 302
    assert client_of(ben).get(address).status_code == 404
    assert client_of(ben).post(f"{address}handing-in/", {}).status_code == 404
