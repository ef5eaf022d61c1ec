"""What somebody gets who runs a prediction, with a real runner."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from structlog.testing import capture_logs

from jobfutures.guide.running import runners_at
from jobfutures.predictions.models import Attempt, Prediction
from jobfutures.predictions.tests.made import COPIED, JAM, attempt
from jobfutures.predictions.tests.test_pages import WHERE, say
from jobfutures.runner.temporary import temporary_runner

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LINES = {"Accept": "application/x-ndjson"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with temporary_runner() as client:
        yield client.hosts[0].address
        for one in (client, runners_at((client.hosts[0].address,)).client):
            one.hosts[0].http.close()


@pytest.fixture(autouse=True)
def runner(address: str, settings: Settings) -> None:
    settings.RUNNERS = [address]


def said(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (answer.getvalue() if answer.streaming else answer.content).splitlines()]


def test_a_run_is_told_line_by_line_and_is_as_recorded(two_names, client):
    *pieces, last = said(client.post(f"{WHERE}runs/", headers=LINES))

    assert "".join(piece["text"] for piece in pieces) == "[1, 2]\nIt ended without an exception.\n"
    assert (last["verdict"], last["same"]) == ("ok", True)
    assert "recorded run of 22 November 2026" in last["sentence"]


def test_where_there_is_a_sandbox_our_script_is_told_to_begin(two_names, client, address):
    runners_at((address,)).asked_at = float("-inf")
    part = client.post(f"{WHERE}answers/", {"answer": "1"}, headers={"HX-Request": "true"}).text

    assert 'data-bench="server"' in part
    assert "data-begin" in part
    assert "ended without an exception" in part  # of the record, until the run has come


def test_an_exception_is_shown_with_the_frames_of_the_program_only(two_names, client):
    jam = Prediction.objects.get(pk=JAM.slug)
    *pieces, last = said(client.post(f"{jam.get_absolute_url()}runs/", headers=LINES))

    errors = "".join(piece["text"] for piece in pieces if piece["stream"] == "err")
    assert errors.startswith('Traceback (most recent call last):\n  File "program.py", line 4, in <module>\n')
    assert errors.endswith("KeyError: 'jam'\nIt ended with KeyError, in line 4.\n")
    assert errors.count("File ") == 1
    assert last["same"] is True


def test_without_script_the_page_runs_it(two_names, client):
    page = say(client, two_names, "[1]").text

    assert "It did what our recorded run of 22 November 2026 did." in page
    assert "Below is what" not in page
    again = client.post(f"{WHERE}runs/", {"answer": "[1]"}).text
    assert "It did something else" in again
    assert "It did what our recorded run" in again
    assert client.post(f"{WHERE}runs/").status_code == 302


def test_a_run_that_differs_from_the_record_says_so_and_is_noted(two_names, client):
    Prediction.objects.filter(pk="two-names").update(ran={**two_names.ran, "output": "[1, 2, 3]\n"})

    with capture_logs() as logged:
        page = say(client, two_names, "[1, 2]").text

    assert "This run did something else than our recorded run" in page
    assert "[1, 2, 3]" in page
    assert ">Right<" in page.replace("\n", "").replace("  ", ""), "the recorded truth decides"
    assert [one["event"] for one in logged if one["log_level"] == "warning"] == ["prediction differs from its record"]


def test_a_repair_is_reached_by_what_it_prints(two_names, client):
    reached = said(client.post(f"{WHERE}repair/", {"source": COPIED.replace("list(a)", "a[:]")}, headers=LINES))[-1]
    not_yet = said(client.post(f"{WHERE}repair/", {"source": "print([2])\n"}, headers=LINES))[-1]
    broken = said(client.post(f"{WHERE}repair/", {"source": "print([1])\n1 / 0\n"}, headers=LINES))[-1]

    assert (reached["verdict"], reached["same"]) == ("ok", True)
    assert (not_yet["verdict"], not_yet["same"]) == ("failed", False)
    assert "It ended with ZeroDivisionError, in line 2." in broken["sentence"]
    assert said(client.post(f"{WHERE}repair/", {"source": "while True: pass"}, headers=LINES))[-1]["same"] is None


def test_without_script_a_reached_repair_is_kept_with_the_newest_attempt(two_names, at_home, ana):
    kept = attempt(ana, two_names)
    page = at_home.post(f"{WHERE}repair/", {"source": "print([2])\n"}).text
    assert "Not yet: it prints something else" in page
    assert not Attempt.objects.get(pk=kept.pk).fixed

    page = at_home.post(f"{WHERE}repair/", {"source": COPIED}).text

    assert "Reached: it prints what the repaired program prints." in page
    assert Attempt.objects.get(pk=kept.pk).fixed
    assert "b = list(a)" in page
    assert Client().post(f"{WHERE}repair/", {"source": COPIED}).status_code == 200
