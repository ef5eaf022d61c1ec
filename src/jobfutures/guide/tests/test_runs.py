"""What a reader gets who runs an example, with a real runner where something runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.guide.forms import LONGEST_SOURCE
from jobfutures.guide.models import Example, Question
from jobfutures.guide.running import runners, runners_at
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import EXAMPLE, content_folder
from jobfutures.runner.temporary import temporary_runner

pytestmark = pytest.mark.django_db
PAGE = "/guides/python/names/first-name/"
RUNS = f"{PAGE}examples/1/runs/"
LINES = {"Accept": "application/x-ndjson"}
SETTINGS = "SECRET_KEY = 'x'\nDATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': ':memory:'}}\n"
BROKEN = EXAMPLE.replace("[1, 2]", "[1, 3]")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The address of a runner that is there for the tests of this file."""
    with temporary_runner() as client:
        yield client.hosts[0].address
        for one in (client, runners_at((client.hosts[0].address,)).client):
            one.hosts[0].http.close()


@pytest.fixture
def runner(address: str, settings: Settings) -> None:
    settings.RUNNERS = [address]


@pytest.fixture
def no_runner(settings: Settings, tmp_path: Path) -> None:
    settings.RUNNERS = [f"unix:{tmp_path}/nowhere.sock"]


@pytest.fixture(autouse=True)
def guide(db: None, tmp_path: Path) -> None:
    folder = content_folder(tmp_path)
    project = folder / "guides/python/project"
    project.mkdir()
    (project / "settings.py").write_text(SETTINGS)
    load(folder)


def test_whoever_reaches_for_an_example_finds_the_sandboxes_awake(
    client: Client, no_runner: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[str] = []
    monkeypatch.setattr(runners().client, "expect_work", lambda: woken.append("now"))

    client.get(PAGE)
    assert not woken
    client.get(RUNS, HTTP_HX_REQUEST="true")
    assert woken == ["now"]


def said(answer: Any) -> list[dict[str, Any]]:
    """Return the lines of an answer to our script."""
    return [json.loads(line) for line in (answer.getvalue() if answer.streaming else answer.content).splitlines()]


def run(client: Client, source: str = EXAMPLE, **headers: str) -> list[dict[str, Any]]:
    return said(client.post(RUNS, {"source": source}, headers={**LINES, **headers}))


def test_the_page_of_a_question_links_to_the_run_and_is_the_same_for_everybody(client: Client) -> None:
    page = client.get(PAGE)

    assert f'data-runs="{RUNS}"' in page.text
    assert f'href="{RUNS}"' in page.text
    assert "csrfmiddlewaretoken" not in page.text
    assert not page.cookies


def test_an_example_for_ones_own_machine_has_no_run_button_and_no_page(client: Client) -> None:
    Example.objects.update(run="local")

    assert "data-reach" not in client.get(PAGE).text
    assert "run it on your own machine" in client.get(PAGE).text
    assert client.get(RUNS).status_code == 404
    assert client.post(RUNS, {"source": EXAMPLE}).status_code == 404


@pytest.mark.parametrize(
    "where",
    [
        f"{PAGE}examples/0/runs/",
        f"{PAGE}examples/2/runs/",
        f"{PAGE}examples/99999999999999999999/runs/",
        "/guides/python/boxes/first-name/examples/1/runs/",
        "/guides/nobody/names/first-name/examples/1/runs/",
    ],
)
def test_an_example_that_is_not_there_is_404(client: Client, where: str) -> None:
    assert client.get(where).status_code == 404


def test_an_example_of_a_retired_question_does_not_run(client: Client) -> None:
    Question.objects.filter(pk="first-name").update(retired=True)

    assert client.get(RUNS).status_code == 404


def test_the_page_of_a_run_holds_the_source_and_is_never_stored(client: Client, no_runner: None) -> None:
    page = client.get(RUNS)

    assert "def test_two_names_share_a_list" in page.text
    assert "csrfmiddlewaretoken" in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert "Two names share a list" in page.text  # what our own run printed stays below


def test_our_script_gets_the_form_alone(client: Client, no_runner: None) -> None:
    part = client.get(RUNS, headers={"HX-Request": "true"}).text

    assert part.strip().startswith("<form")
    assert 'data-bench="browser"' in part


@pytest.mark.slow
def test_a_run_is_told_line_by_line_and_ends_with_its_verdict(client: Client, runner: None) -> None:
    *pieces, last = run(client)

    text = "".join(str(piece["text"]) for piece in pieces)
    assert text == "Two names share a list\n    2\n    passed\n\n1 passed\n"
    assert (last["verdict"], last["sentence"]) == ("ok", "No test failed.")


@pytest.mark.slow
def test_without_script_the_page_comes_back_with_output_and_text(client: Client, runner: None) -> None:
    page = client.post(RUNS, {"source": BROKEN})

    assert page.status_code == 200
    assert "At least one test failed." in page.text
    assert "assert [1, 2] == [1, 3]" in page.text
    assert page.context["form"]["source"].value() == BROKEN
    assert 'data-bench="server"' in page.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("def test_x():\n    print('\\x1b[31m\\u202eabc\\rx')", "<U+001B>[31m<U+202E>abc<U+000D>x"),
        ("def test_x():\n    print('<script>alert(1)</script>')", "<script>alert(1)</script>"),
        ("def test_x(:", "SyntaxError"),
        ("import nowhere", "No module named 'nowhere'"),
        ("print(1)", "There is no test"),
        ("import os; os._exit(3)", ""),
        ("import pytest\n@pytest.mark.postgresql\ndef test_x(): pass", "skipped: it needs PostgreSQL"),
        ("def test_x(nothing): pass", "fixture 'nothing' not found"),
    ],
)
def test_whatever_is_sent_is_answered_in_text(client: Client, runner: None, source: str, shown: str) -> None:
    pieces = run(client, source)

    assert shown in "".join(str(piece.get("text", "")) for piece in pieces)
    assert pieces[-1]["verdict"] in ("ok", "failed")


@pytest.mark.slow
def test_what_never_ends_or_floods_is_stopped_with_a_reason(client: Client, runner: None) -> None:
    endless = run(client, "def test_x():\n    print('begun')\n    while True: pass")
    flood = run(client, "def test_x():\n    while True: print('x' * 1000)")

    assert "begun" in str(endless)
    assert endless[-1]["verdict"] in ("cpu", "time")
    assert "Stopped after" in str(endless[-1]["sentence"])
    assert flood[-1]["verdict"] == "output"


@pytest.mark.slow
def test_markup_in_output_stays_text_on_the_page(client: Client, runner: None) -> None:
    page = client.post(RUNS, {"source": "def test_x():\n    print('<script>alert(1)</script>')"})

    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert(1)" not in page.text


@pytest.mark.parametrize(
    ("source", "sentence"),
    [("", "There is nothing to run"), ("#" * (LONGEST_SOURCE + 1), "longer than 64 KiB"), ("a\0b", "Null characters")],
)
def test_text_that_cannot_be_run_is_refused_in_words_and_kept(
    client: Client, no_runner: None, source: str, sentence: str
) -> None:
    page = client.post(RUNS, {"source": source})
    lines = client.post(RUNS, {"source": source}, headers=LINES)

    assert (page.status_code, lines.status_code) == (422, 422)
    assert sentence in page.text
    assert page.context["form"]["source"].value() == source
    assert said(lines)[-1]["verdict"] == "refused"
    assert sentence in str(said(lines)[-1]["sentence"])


def test_where_no_runner_answers_the_text_is_kept_and_the_browser_offered(client: Client, no_runner: None) -> None:
    page = client.post(RUNS, {"source": BROKEN})
    lines = client.post(RUNS, {"source": BROKEN}, headers=LINES)

    assert (page.status_code, lines.status_code) == (503, 503)
    assert "No sandbox answers at the moment" in page.text
    assert page.context["form"]["source"].value() == BROKEN
    assert said(lines)[-1]["browser"] is True
    assert lines.headers["Retry-After"] == "30"


def test_somebody_who_runs_too_often_is_told_when_to_come_back(
    client: Client, ana: User, no_runner: None, settings: Settings
) -> None:
    settings.POST_LIMITS_FACTOR = 1
    client.force_login(ana)
    answers = [client.post(RUNS, {"source": EXAMPLE}, headers=LINES) for _try in range(31)]

    assert [answer.status_code for answer in answers] == [503] * 30 + [429]
    assert "many runs in a short time" in str(said(answers[-1])[-1]["sentence"])
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_a_browser_is_handed_what_the_sandbox_gets(client: Client, no_runner: None) -> None:
    kit = client.get(RUNS, headers={"Accept": "application/json"}).json()

    assert kit["entry"] == "test_it.py"
    assert {"settings.py", "run_example.py", "in_browser.py"} <= kit["files"].keys()
    assert kit["packages"][0]["imports"] == []
    assert kit["python"] == "/static/kit/vendor/pyodide/314.0.7/"
