"""Code tasks work as exercises do, and nothing of practice shows them or counts them."""

import json
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import NoReverseMatch, reverse

from jobfutures.exercises import onward, personal, queries, running
from jobfutures.exercises.commands.attempts import CannotSubmit, look_at_reference, save_draft, submit_attempt
from jobfutures.exercises.commands.runs import run_attempt, take_attempt
from jobfutures.exercises.models import Attempt, Exercise, Work
from jobfutures.exercises.tests.made import HIDDEN, MENDED, attempt, code_task, judged, outcome, passed
from jobfutures.exercises.urls import urlpatterns
from tests.people import NOON

NAMES = [pattern.name for pattern in urlpatterns]


@pytest.fixture
def task(db) -> Exercise:
    return code_task()


def address(name: str, slug: str, pk: object) -> str:
    for words in ({}, {"slug": slug}, {"slug": slug, "pk": pk}):
        try:
            return reverse(f"exercises:{name}", kwargs=words)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.fixture
def visitors(at_home, stranger, client) -> list[Client]:
    """Its owner, somebody else, and somebody who is not signed in."""
    return [at_home, stranger, client]


@pytest.mark.parametrize("method", ["get", "head", "post"])
@pytest.mark.parametrize("name", sorted(set(NAMES) - {"exercises", "runner"}))
def test_every_page_answers_a_task_like_what_does_not_exist(name, method, task, ana, visitors):
    pk = passed(ana, task).pk
    look_at_reference(by=ana, exercise=task, at=NOON)

    for visitor in visitors:
        found = getattr(visitor, method)(address(name, task.pk, pk))
        missing = getattr(visitor, method)(address(name, "nothing", uuid4()))
        assert found.status_code == missing.status_code
        assert found.status_code in ((302, 404, 405) if visitor is visitors[-1] else (404, 405))
        assert task.title not in found.text


def test_a_retired_task_is_not_told_of_either(task, at_home):
    Exercise.objects.filter(pk=task.pk).update(retired=True)

    assert at_home.get(f"/exercises/{task.pk}/").status_code == 404


def test_no_list_and_no_count_knows_it(task, ana, at_home, client):
    Exercise.objects.filter(pk="till").update(retired=True)
    passed(ana, task)

    for page in ("/exercises/", "/", "/sitemap.xml", "/search/?q=weights", "/practice/progress/"):
        for visitor in (at_home, client):
            text = visitor.get(page, follow=True).text
            assert task.pk not in text, page
            assert task.title not in text, page
    assert queries.listed(ana) == []
    assert queries.areas_in_use() == []
    assert onward.for_area("A1") == []


def test_attempts_at_it_are_not_listed_and_mark_nothing_as_passed(task, ana):
    passed(ana, task)

    (listed,) = queries.listed(ana)
    assert (listed.exercise.pk, listed.attempts, listed.passed_at) == ("till", 0, None)
    assert not queries.attempts_of(ana).exists()


def test_it_is_drafted_sent_and_judged_as_exercises_are(task, ana):
    save_draft(by=ana, exercise=task, files={"scale.py": MENDED}, at=NOON)
    sent = attempt(ana, source=MENDED, exercise_row=task)
    jobs = []
    run_attempt(attempt=take_attempt(at=NOON), client=SimpleNamespace(run=lambda job: jobs.append(job) or outcome()))

    sent.refresh_from_db()
    assert sent.passed
    assert [one["id"] for one in sent.results] == ["sum", "empty", "many"]
    assert jobs[0].files["scale.py"] == MENDED
    assert jobs[0].grading.app == "scale"
    assert "load" in jobs[0].grading.checks["hidden.py"]


def test_the_form_of_a_passed_exercise_hands_no_task_in(task, ana):
    practised = judged(attempt(ana, exercise_row=Exercise.objects.get(pk="till")))

    with pytest.raises(CannotSubmit, match="for another exercise"):
        submit_attempt(by=ana, exercise=task, files={}, form_key=practised.form_key, at=NOON)
    assert list(Attempt.objects.all()) == [practised]


def test_its_visible_checks_run_at_once(task, monkeypatch):
    jobs = []
    client = SimpleNamespace(run=lambda job: jobs.append(job) or outcome())
    monkeypatch.setattr(running, "runners", lambda: SimpleNamespace(client=client))
    running.run_visible_checks(task, {"scale.py": MENDED})

    assert set(jobs[0].grading.checks) == {"visible.py"}


def test_what_somebody_did_with_it_is_theirs_to_take_and_goes_with_them(task, ana):
    passed(ana, task)

    text = json.dumps(personal.export(ana), cls=DjangoJSONEncoder)
    assert [one["exercise"] for one in json.loads(text)["exercise_attempts.json"]] == ["till-task"]
    assert [one["exercise"] for one in json.loads(text)["exercise_drafts.json"]] == ["till-task"]
    assert HIDDEN.splitlines()[4] not in text

    personal.erase(ana, NOON)
    assert not Attempt.objects.exists()
    assert not Work.objects.exists()
