import json

from django.core.serializers.json import DjangoJSONEncoder

from jobfutures.exercises import personal
from jobfutures.exercises.commands.attempts import look_at_reference
from jobfutures.exercises.models import Attempt, Work
from jobfutures.exercises.tests.made import HIDDEN, RIGHT, attempt, exercise, judged, outcome
from tests.people import NOON


def test_export_holds_attempts_and_drafts_and_nothing_of_others(ana, ben):
    row = exercise()
    judged(attempt(ana, exercise_row=row), outcome(fails="sum", output="hello", errors="Traceback"))
    attempt(ben, exercise_row=row, source="print('of ben')\n")
    look_at_reference(by=ana, exercise=row, at=NOON)

    text = json.dumps(personal.export(ana), cls=DjangoJSONEncoder)
    content = json.loads(text)

    (sent,) = content["exercise_attempts.json"]
    assert (sent["exercise"], sent["files"], sent["output"]) == ("till", {"till.py": RIGHT}, "hello")
    (draft,) = content["exercise_drafts.json"]
    assert draft["reference_seen_at"] == "2026-11-22T12:00:00Z"
    assert "of ben" not in text
    assert HIDDEN.splitlines()[4] not in text


def test_erasure_deletes_attempts_and_drafts_of_one_person(ana, ben):
    row = exercise()
    attempt(ana, exercise_row=row)
    kept = attempt(ben, exercise_row=row)

    personal.erase(ana, NOON)

    assert list(Attempt.objects.all()) == [kept]
    assert [work.owner for work in Work.objects.all()] == [ben]
