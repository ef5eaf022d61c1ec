"""Real verdicts of a real sandbox, from the form to the page."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from jobfutures.exercises.commands.runs import run_attempt, take_attempt
from jobfutures.exercises.models import Attempt
from jobfutures.exercises.tests.made import RIGHT, START, attempt, exercise
from jobfutures.runner.client import Client
from jobfutures.runner.temporary import temporary_runner

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CRASH = "def total(prices):\n    raise LookupError('no till')\n"
ENDLESS = "def total(prices):\n    while True:\n        pass\n"


@pytest.fixture(scope="module")
def runner() -> Iterator[Client]:
    with temporary_runner() as client:
        yield client


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (RIGHT, (True, ["Passed", "Every requirement holds."])),
        (START, (False, ["Not passed yet", "The total is the sum", "the total of fifty prices: found"])),
        ("import till2\n", (False, ["ModuleNotFoundError", "till.py"])),
        (CRASH, (False, ["LookupError", "no till"])),
        (ENDLESS, (False, ["The total is the sum", " s."])),
        ("print('x' * (2 << 20))\n" + RIGHT, (False, ["Too much output"])),
    ],
)
def test_a_submission_is_judged_and_told_in_words(runner, at_home, ana, source, expected):
    passed, words = expected
    sent = attempt(ana, source=source)
    run_attempt(attempt=take_attempt(at=timezone.now()), client=runner)

    page = at_home.get(sent.get_absolute_url()).text

    assert Attempt.objects.get().passed is passed
    for word in words:
        assert word in page, (word, page[page.index("data-outcome") :][:3000])


def test_the_visible_checks_run_at_once_for_anybody(runner, client, settings):
    exercise()
    settings.RUNNERS = [runner.hosts[0].address]

    wrong = client.post("/exercises/till/checks/", {"file:till.py": START})
    right = client.post("/exercises/till/checks/", {"file:till.py": RIGHT}, HTTP_HX_REQUEST="true")

    assert "1 of 1 visible check fails." in wrong.text
    assert "total([3, 4]): found 4, expected 7." in wrong.text
    assert "The visible checks pass" in right.text
    assert "<html" not in right.text
    assert not Attempt.objects.exists()
