import pytest

from jobfutures.ledger.commands import record
from jobfutures.ledger.models import Entry
from jobfutures.ledger.queries import is_unbroken
from tests.people import NOON

MESSAGE = "support.message:1"


def test_an_act_stands_with_its_actor_and_the_names_of_its_fields(olga):
    entry = record(by=olga, kind="support.answered", subject=MESSAGE, at=NOON, fields=["state"])

    stored = Entry.objects.get(pk=entry.pk)
    assert (stored.actor, stored.at, stored.kind, stored.fields) == (olga, NOON, "support.answered", ["state"])
    assert (stored.number, stored.previous) == (1, "")


def test_each_act_covers_the_one_before_on_the_same_subject(olga):
    first = record(by=olga, kind="support.answered", subject=MESSAGE, at=NOON)
    record(by=olga, kind="support.answered", subject="support.message:2", at=NOON)
    second = record(by=None, kind="support.closed", subject=MESSAGE, at=NOON)

    assert (second.number, second.previous) == (2, first.hash)
    assert is_unbroken(MESSAGE)
    assert is_unbroken("support.message:2")


def test_a_subject_without_acts_is_unbroken(db):
    assert is_unbroken("support.message:unknown")


@pytest.mark.parametrize("value", ["ana@example.org", "", "New text", "state=OPEN", "Ünïcode", "state\n"])
def test_a_value_never_enters_the_ledger(olga, value):
    with pytest.raises(ValueError, match="never values"):
        record(by=olga, kind="support.answered", subject=MESSAGE, at=NOON, fields=["state", value])
    with pytest.raises(ValueError, match="never values"):
        record(by=olga, kind=value, subject=MESSAGE, at=NOON)

    assert not Entry.objects.exists()


def test_many_at_once_stand_in_one_unbroken_line(at_once):
    at_once(lambda number: record(by=None, kind=f"support.act{number}", subject=MESSAGE, at=NOON), 8)

    entries = Entry.objects.about(MESSAGE).in_order()
    assert [entry.number for entry in entries] == list(range(1, 9))
    assert {entry.kind for entry in entries} == {f"support.act{number}" for number in range(8)}
    assert is_unbroken(MESSAGE)
