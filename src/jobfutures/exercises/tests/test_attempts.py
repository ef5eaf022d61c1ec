"""What people do with an exercise, as commands: submit, save, look."""

import select
from uuid import uuid4

import pytest

from jobfutures.exercises.commands.attempts import (
    CannotSubmit,
    bell,
    discard_draft,
    look_at_reference,
    save_draft,
    submit_attempt,
)
from jobfutures.exercises.models import Attempt, Work
from jobfutures.exercises.queries import draft_of, listed, may_see_reference
from jobfutures.exercises.tests.made import RIGHT, START, attempt, exercise, judged, outcome
from jobfutures.kit.bell import Ear
from jobfutures.ledger.models import Entry
from tests.people import NOON


def test_an_attempt_keeps_what_differs_from_the_project_and_becomes_the_draft(ana):
    sent = attempt(ana)

    assert sent.files == {"till.py": RIGHT}
    assert draft_of(ana, sent.exercise).draft == {"till.py": RIGHT}
    assert Entry.objects.about(sent.ledger_subject()).get().kind == "exercises.submitted"


def test_the_worker_of_this_host_hears_of_an_attempt(ana, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.DATA = tmp_path
    ear = Ear(bell())
    with django_capture_on_commit_callbacks(execute=True):
        attempt(ana)
        assert not rung(ear)  # a worker that looked now would not see it

    assert rung(ear)
    ear.close()


def rung(ear):
    return bool(select.select([ear.pipe], [], [], 0)[0])


def test_line_ends_of_a_browser_are_no_change(ana):
    row = exercise()
    sent = {"till.py": START.replace("\n", "\r\n")}

    assert submit_attempt(by=ana, exercise=row, files=sent, form_key=uuid4(), at=NOON).files == {}


def test_the_same_form_sent_twice_is_one_attempt(ana):
    row, key = exercise(), uuid4()
    first = submit_attempt(by=ana, exercise=row, files={"till.py": RIGHT}, form_key=key, at=NOON)
    second = submit_attempt(by=ana, exercise=row, files={"till.py": RIGHT}, form_key=key, at=NOON)

    assert first == second
    assert Attempt.objects.count() == 1


def test_the_key_of_somebody_elses_form_is_a_new_attempt(ana, ben):
    row, key = exercise(), uuid4()
    first = submit_attempt(by=ana, exercise=row, files={}, form_key=key, at=NOON)

    assert submit_attempt(by=ben, exercise=row, files={}, form_key=key, at=NOON) != first


def test_a_second_tab_waits_for_the_verdict_of_the_first(ana):
    first = attempt(ana)
    with pytest.raises(CannotSubmit, match="not judged yet"):
        attempt(ana, exercise_row=first.exercise)
    judged(first)

    assert attempt(ana, exercise_row=first.exercise, minutes=1) != first


@pytest.mark.parametrize("path", ["../till.py", "/till.py", "a b.py"])
def test_a_file_that_cannot_run_is_refused_with_a_sentence(ana, path):
    row = exercise()
    with pytest.raises(CannotSubmit, match="is not accepted"):
        submit_attempt(by=ana, exercise=row, files={path: "x", "a.py": "\0"}, form_key=uuid4(), at=NOON)

    assert not Attempt.objects.exists()
    assert not Work.objects.exists()


def test_a_draft_can_be_thrown_away_and_attempts_stay(ana):
    sent = attempt(ana)
    discard_draft(by=ana, exercise=sent.exercise)

    assert draft_of(ana, sent.exercise).draft == {}
    assert Attempt.objects.filter(pk=sent.pk).exists()


def test_a_draft_is_replaced_whole(ana):
    row = exercise()
    save_draft(by=ana, exercise=row, files={"till.py": RIGHT, "more.py": "A = 1\n"}, at=NOON)
    save_draft(by=ana, exercise=row, files={"till.py": RIGHT}, at=NOON)

    assert draft_of(ana, row).draft == {"till.py": RIGHT}


def test_the_reference_opens_after_a_pass_or_when_asked_for_and_for_nobody_else(ana, ben):
    row = exercise()
    judged(attempt(ana, exercise_row=row), outcome(fails="sum"))
    assert not may_see_reference(ana, row)

    look_at_reference(by=ana, exercise=row, at=NOON)
    judged(attempt(ben, exercise_row=row))

    assert may_see_reference(ana, row)
    assert may_see_reference(ben, row)
    assert not any(one.passed_at for one in listed(ana))


def test_the_first_look_at_the_reference_is_the_one_that_is_kept(ana):
    row = exercise()
    look_at_reference(by=ana, exercise=row, at=NOON)
    look_at_reference(by=ana, exercise=row, at=NOON.replace(hour=13))

    assert Work.objects.get().reference_seen_at == NOON
