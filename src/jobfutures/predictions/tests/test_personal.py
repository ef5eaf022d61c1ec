import json
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder

from jobfutures.ledger.models import Entry
from jobfutures.predictions import personal
from jobfutures.predictions.models import Attempt
from jobfutures.predictions.tests.made import attempt
from tests.people import NOON


def test_export_holds_attempts_and_nothing_of_others(two_names, ana, ben):
    key = uuid4()
    attempt(ana, two_names, "[1]", key=key)
    attempt(ben, two_names, "[2]")

    text = json.dumps(personal.export(ana), cls=DjangoJSONEncoder)

    (kept,) = json.loads(text)["predictions.json"]
    assert kept == {
        "id": str(key),
        "prediction": "two-names",
        "answer": "[1]",
        "right": False,
        "fixed": False,
        "at": "2026-11-22T12:00:00Z",
    }


def test_erasure_deletes_attempts_of_one_person(two_names, ana, ben):
    attempt(ana, two_names)
    kept = attempt(ben, two_names)

    personal.erase(ana, NOON)

    assert list(Attempt.objects.all()) == [kept]


def test_an_answer_is_one_entry_of_the_ledger_and_no_value_is_in_it(two_names, ana):
    kept = attempt(ana, two_names, "[1]")

    (entry,) = Entry.objects.about(kept.ledger_subject())
    assert (entry.kind, entry.fields, entry.actor) == ("predictions.answered", [], ana)
