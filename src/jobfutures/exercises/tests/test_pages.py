"""The pages of the exercises, as people without script meet them."""

from uuid import uuid4

import pytest
from django.test import Client

from jobfutures.exercises.models import Attempt, Exercise
from jobfutures.exercises.queries import draft_of
from jobfutures.exercises.tests.made import HIDDEN, RIGHT, attempt, exercise, judged, outcome
from jobfutures.guide.running import EXPECTED_SECONDS, runners
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder
from jobfutures.runner.job import Verdict

pytestmark = pytest.mark.django_db
WHERE = "/exercises/till/"


def sent(source: str = RIGHT, **more: str) -> dict[str, str]:
    return {"file:till.py": source, "form_key": str(uuid4()), **more}


def test_the_list_shows_what_an_exercise_is_about_and_what_one_has_done(at_home, ana):
    row = exercise()
    exercise("later", title="Another one", level="senior", order=20)
    judged(attempt(ana, exercise_row=row))

    page = at_home.get("/exercises/").text

    assert page.index("Add up prices") < page.index("Another one")
    assert "about 10 minutes" in page
    assert page.count("You passed it on 22 November 2026.") == 1
    assert "You passed" not in Client().get("/exercises/").text


def test_the_list_is_narrowed_without_script_and_a_wrong_value_narrows_nothing(client):
    exercise()
    exercise("later", title="Another one", level="senior", order=20)

    assert "Another one" not in client.get("/exercises/?level=JUNIOR&area=names").text
    assert "Another one" in client.get("/exercises/?level=WRONG&area=nothing").text


def test_the_page_of_an_area_leads_to_its_exercises(client, tmp_path):
    load(content_folder(tmp_path))
    exercise()

    page = client.get("/guides/python/names/").text

    assert page.index("Now do it") < page.index(f'href="{WHERE}"')
    assert "Exercise, " in page


def test_a_visitor_reads_everything_but_the_hidden_checks_and_the_reference(client):
    exercise()

    page = client.get(WHERE).text

    for shown in ("The till of a shop.", "prices[1:]", "Two prices are added", "loses money or customers", "Corner"):
        assert shown in page.replace('<span class="t-s2">', "").replace("</span>", ""), shown
    assert "Many prices are added" not in page
    assert "return sum(prices)\n" not in page
    assert "csrfmiddlewaretoken" not in page, "the page is the same for all visitors"
    assert "Many prices" in HIDDEN


def test_without_script_a_visitor_opens_an_editor_that_can_be_sent(client):
    exercise()

    page = client.get(f"{WHERE}checks/").text

    assert "csrfmiddlewaretoken" in page
    assert "readonly" not in page


def test_checks_without_a_runner_say_so_and_keep_the_text(client):
    exercise()

    answer = client.post(f"{WHERE}checks/", sent("def total(prices): ...  # mine"))

    assert answer.status_code == 503
    assert "Your text is still here." in answer.text
    assert "# mine" in answer.text


def test_too_many_runs_are_refused_and_the_text_is_kept(client, settings):
    settings.POST_LIMITS_FACTOR = 1
    exercise()
    answers = [client.post(f"{WHERE}checks/", sent("# mine")) for _ in range(61)]

    assert answers[-1].status_code == 429


def test_a_new_file_is_added_and_left_out_again(at_home, ana):
    row = exercise()
    at_home.post(f"{WHERE}draft/", sent(new_path="shop/totals.py", new_text="A = 1\n"))
    assert draft_of(ana, row).draft == {"till.py": RIGHT, "shop/totals.py": "A = 1\n"}
    assert "file:shop/totals.py" in at_home.get(WHERE).text

    at_home.post(f"{WHERE}draft/", {**sent(), "file:shop/totals.py": "A = 1\n", "remove": "shop/totals.py"})

    assert draft_of(ana, row).draft == {"till.py": RIGHT}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"new_path": "../x.py"}, "is not accepted"),
        ({"new_path": "notes.txt", "new_text": "mine"}, "ends in .py"),
        ({"new_path": "till.py"}, "a file of this name already"),
        ({"new_path": "shop/names.py"}, "a file of this name already"),
        ({"new_text": "mine"}, "Give the new file a name"),
        ({"file:../x.py": "mine"}, "is not accepted"),
        ({"file:big.py": "x" * 300_000}, "larger than 256 KiB"),
        ({"file:odd.py": "a\0b"}, "no text"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_and_nothing_typed_is_lost(at_home, more, sentence):
    exercise()

    answer = at_home.post(f"{WHERE}attempts/", sent("# my text", **more))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "# my text" in answer.text
    assert not Attempt.objects.exists()


def test_files_that_are_not_ones_own_to_change_are_not_taken(at_home, ana):
    exercise()
    at_home.post(f"{WHERE}attempts/", {**sent(), "file:shop/names.py": "SHOP = 1"})

    assert Attempt.objects.get().files == {"till.py": RIGHT}


def test_a_visitor_is_told_that_submitting_needs_an_account_and_keeps_the_text(client):
    exercise()

    answer = client.post(f"{WHERE}attempts/", sent("# my text"))

    assert answer.status_code == 401
    assert "Submitting needs an account" in answer.text
    assert "# my text" in answer.text


def test_a_submission_leads_to_its_attempt_and_the_same_form_to_the_same_one(at_home):
    exercise()
    form = sent()
    first = at_home.post(f"{WHERE}attempts/", form)
    second = at_home.post(f"{WHERE}attempts/", form)
    other = at_home.post(f"{WHERE}attempts/", sent())

    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    assert (other.status_code, "not judged yet" in other.text) == (422, True)


def test_a_waiting_attempt_is_asked_for_until_its_verdict_is_there(at_home, ana):
    found = attempt(ana)
    where = found.get_absolute_url()

    assert "Look again" in at_home.get(where).text
    fragment = at_home.get(where, HTTP_HX_REQUEST="true").text
    assert "data-waiting" in fragment
    assert "<html" not in fragment
    judged(found)
    fragment = at_home.get(where, HTTP_HX_REQUEST="true").text

    assert "Passed" in fragment
    assert "data-ask" not in fragment


def test_whoever_opens_an_exercise_finds_the_sandboxes_awake(client, at_home, monkeypatch):
    exercise()
    woken = []
    monkeypatch.setattr(runners(), "expected_at", -EXPECTED_SECONDS)
    monkeypatch.setattr(runners().client, "expect_work", lambda: woken.append("now"))

    client.get(WHERE)
    assert not woken  # visitors and crawlers read it, and most do no more
    at_home.get(WHERE)
    at_home.get(WHERE)
    assert woken == ["now"]


def test_the_page_of_an_exercise_gets_the_verdict_alone(at_home, ana):
    row = exercise()
    judged(attempt(ana, exercise_row=row, source="# first\n"), outcome(fails="sum"))
    script = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "verdict"}
    accepted = at_home.post(f"{WHERE}attempts/", sent(), **script)
    found = Attempt.objects.unjudged().get()

    assert accepted.status_code == 200
    assert f'data-ask="{found.get_absolute_url()}"' in accepted.text
    assert "data-outcome" not in at_home.get(found.get_absolute_url(), **script).text
    refused = at_home.post(f"{WHERE}attempts/", sent(), **script)
    assert (refused.status_code, "data-refused" in refused.text) == (422, True)

    judged(found)
    verdict = at_home.get(found.get_absolute_url(), **script).text
    assert "Passed" in verdict
    assert f'href="{found.get_absolute_url()}"' in verdict
    assert "Since your attempt before" not in verdict
    assert "data-ask" not in verdict


def test_a_fault_of_ours_is_said_to_be_ours(at_home, ana):
    found = attempt(ana)
    Attempt.objects.update(reason="The connection was lost.")
    assert "it costs no attempt, and is tried again by itself" in at_home.get(found.get_absolute_url()).text

    Attempt.objects.update(state="FAULT", reason="Our sandbox failed several times.")
    assert "Not judged: our fault" in at_home.get(found.get_absolute_url()).text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (outcome(), ["Passed", "Every requirement holds.", "calls: 1, the limit is 2", "12 ms of CPU time"]),
        (outcome(fails="sum"), ["Not passed yet", "The total is the sum", "expected 7.", "calls: 5, the limit is 2"]),
        (outcome(verdict=Verdict.TIME, reason="Stopped after 3 s."), ["Too slow", "Stopped after 3 s.", "not reached"]),
        (outcome(verdict=Verdict.MEMORY, reason="Used more than 256 MiB."), ["Too much memory", "256 MiB"]),
        (outcome(verdict=Verdict.OUTPUT, reason="Wrote too much."), ["Too much output"]),
        (
            outcome(verdict=Verdict.FAILED, reason="Ended.", errors='File "till.py", line 2\nNameError: x'),
            ["ended before it was judged", "File &quot;till.py&quot;, line 2"],
        ),
        (outcome(output="\x1b[31m<script>\u202e"), ["U+001B", "&lt;script&gt;", "U+202E"]),
    ],
)
def test_a_verdict_is_said_in_words_and_figures(at_home, ana, given, words):
    found = judged(attempt(ana), given)

    page = at_home.get(found.get_absolute_url()).text

    for word in words:
        assert word in page, word


def test_an_attempt_is_compared_with_the_start_the_one_before_and_an_open_reference(at_home, ana):
    row = exercise()
    judged(attempt(ana, exercise_row=row, source="# first\n"), outcome(fails="sum"))
    second = judged(attempt(ana, exercise_row=row, source="# second\n", minutes=1), outcome(fails="sum"))

    page = at_home.get(second.get_absolute_url()).text
    assert "<ins>+# second</ins>" in page
    assert "<del>-# first</del>" in page
    assert "to the reference" not in page
    at_home.post(f"{WHERE}reference/")

    assert "to the reference" in at_home.get(second.get_absolute_url()).text


def test_the_reference_is_asked_for_once(at_home):
    exercise()
    assert "sum(prices)" not in at_home.get(f"{WHERE}reference/").text
    at_home.post(f"{WHERE}reference/")

    page = at_home.get(f"{WHERE}reference/").text
    assert "Show me the reference" not in page
    assert "+    return sum(prices)" in page


def test_somebody_elses_attempt_does_not_exist(ana, stranger):
    found = attempt(ana)

    assert stranger.get(found.get_absolute_url()).status_code == 404
    assert stranger.post(f"{found.get_absolute_url()}continuation/").status_code == 404
    assert draft_of(ana, found.exercise).draft != {}


def test_one_goes_on_from_an_older_attempt(at_home, ana):
    row = exercise()
    old = judged(attempt(ana, exercise_row=row, source="# old\n"))
    judged(attempt(ana, exercise_row=row, source="# new\n", minutes=1))

    answer = at_home.post(f"{old.get_absolute_url()}continuation/")

    assert answer["Location"] == f"{WHERE}#workbench"
    assert draft_of(ana, row).draft == {"till.py": "# old\n"}


def test_a_draft_comes_back_and_is_thrown_away_when_asked(at_home, ana):
    row = exercise()
    assert at_home.post(f"{WHERE}draft/", sent("# half done")).status_code == 204
    assert "# half done" in at_home.get(WHERE).text

    at_home.post(f"{WHERE}draft/deletion/")

    assert "# half done" not in at_home.get(WHERE).text
    assert draft_of(ana, row).draft == {}


def test_a_draft_that_cannot_be_kept_is_refused_with_one_sentence(at_home):
    exercise()
    answer = at_home.post(f"{WHERE}draft/", sent(new_path="../x.py"))

    assert answer.status_code == 422
    assert answer.text.count("is not accepted") == 1


def test_a_retired_exercise_says_so_and_its_attempts_stay(at_home, ana):
    found = judged(attempt(ana))
    Exercise.objects.update(retired=True)

    for method, path in (("get", ""), ("get", "checks/"), ("post", "attempts/"), ("post", "project/")):
        answer = getattr(at_home, method)(f"{WHERE}{path}")
        assert answer.status_code == 410
        assert "This exercise was retired" in answer.text
    assert at_home.get(found.get_absolute_url()).status_code == 200
    assert at_home.get("/exercises/nothing/").status_code == 404


def test_the_operator_sees_that_no_runner_answers(olga):
    client = Client()
    client.force_login(olga)

    assert "This runner does not answer." in client.get("/operate/runner/").text
    assert "Runners and attempts" in client.get("/operate/").text
