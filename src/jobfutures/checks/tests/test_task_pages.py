"""The pages of a code task."""

from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.commands import tasks
from jobfutures.checks.models import Attempt
from jobfutures.checks.tests import made
from jobfutures.checks.tests.tasking import handed_in, judged, opened
from jobfutures.exercises.tests import made as exercises
from tests.access import client_of
from tests.people import NOON

pytestmark = pytest.mark.django_db


def test_a_whole_check_with_a_task_has_a_result_that_says_so(ana: User, task_check: Attempt) -> None:
    judged(handed_in(ana, task_check))
    tasks.count_task(by=ana, question=opened(ana, task_check), at=NOON)
    found = Attempt.objects.get(pk=task_check.pk)
    while found.is_open:
        found = made.answer(ana, found, right=True)
    page = client_of(ana).get(f"/checks/attempts/{task_check.pk}/result/").content

    assert found.outcome["tasks"] == 1
    assert b"and 1 task." in page
    assert b"The load is the sum: holds" in b" ".join(page.split())


def test_the_task_page_shows_the_workbench_and_no_way_to_a_reference(ana: User, task_check: Attempt) -> None:
    page = client_of(ana).get(f"/checks/attempts/{task_check.pk}/task/").content

    assert b"Add up weights" in page
    assert b"scale.py" in page
    assert b"reference" not in page
    assert b"/exercises/till-task/" not in page


def test_the_pages_of_a_task_from_the_workbench_to_the_next_question(ana: User, task_check: Attempt) -> None:
    client = client_of(ana)
    address = f"/checks/attempts/{task_check.pk}/task/"
    sent = {"form_key": str(uuid4()), "file:scale.py": exercises.MENDED}
    kept = client.post(f"{address}draft/", sent)
    client.post(f"{address}handing-in/", sent)
    waiting = client.get(address).content
    judged(opened(ana, task_check))
    over = client.get(address).content
    after = client.post(f"{address}verdict/", follow=True).content

    assert kept.status_code == 204
    assert b"Waiting" in waiting
    assert b"It is judged." in over
    assert b"Question 2" in after


def test_a_visitor_and_a_stranger_meet_no_task(client: Client, ben: User, task_check: Attempt) -> None:
    address = f"/checks/attempts/{task_check.pk}/task/"

    assert client.get(address).status_code == 302
    assert client_of(ben).get(address).status_code == 404
    assert client_of(ben).post(f"{address}handing-in/", {}).status_code == 404
