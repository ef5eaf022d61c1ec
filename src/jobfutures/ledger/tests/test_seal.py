import pytest
from django.db import IntegrityError, connection, transaction

from jobfutures.ledger import personal
from jobfutures.ledger.commands import record
from jobfutures.ledger.models import Entry
from jobfutures.ledger.queries import is_unbroken
from tests.people import NOON, person

MESSAGE = "support.message:1"
LATER = NOON.replace(hour=13)


@pytest.fixture
def acts(ana, olga):
    """Three acts on one subject: ana wrote, olga answered, olga closed."""
    return [
        record(by=by, kind=kind, subject=MESSAGE, at=NOON, fields=["state"])
        for by, kind in [(ana, "support.received"), (olga, "support.answered"), (olga, "support.closed")]
    ]


CHANGES = {
    "at": LATER,
    "kind": "support.reopened",
    "subject": "support.message:2",
    "number": 9,
    "fields": ["state", "text"],
    "previous": "0" * 64,
    "hash": "0" * 64,
    "actor_mark": "0" * 64,
}


def refused(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


@pytest.mark.parametrize(("field", "value"), CHANGES.items())
def test_the_database_refuses_to_change_an_act(acts, field, value):
    refused(lambda: Entry.objects.filter(pk=acts[1].pk).update(**{field: value}))
    refused(lambda: Entry.objects.filter(pk=acts[1].pk).update(actor=None, **{field: value}))

    assert is_unbroken(MESSAGE)


def test_the_database_refuses_to_delete_an_act(acts):
    refused(lambda: Entry.objects.filter(pk=acts[1].pk).delete())

    assert Entry.objects.count() == 3


def test_the_database_refuses_to_put_an_act_on_somebody_else(acts, ana, ben):
    refused(lambda: Entry.objects.filter(pk=acts[1].pk).update(actor=ana))
    personal.erase(ana, NOON)
    refused(lambda: Entry.objects.filter(pk=acts[0].pk).update(actor=ben))


def test_plain_sql_is_refused_as_well(acts):
    def write(statement):
        with connection.cursor() as cursor:
            cursor.execute(statement)

    refused(lambda: write("UPDATE ledger_entry SET kind = 'support.closed'"))
    refused(lambda: write("DELETE FROM ledger_entry"))


@pytest.mark.django_db(transaction=True)
def test_committed_acts_are_kept_as_well():
    record(by=None, kind="support.received", subject=MESSAGE, at=NOON)

    refused(lambda: Entry.objects.all().delete())


@pytest.mark.parametrize(("field", "value"), CHANGES.items())
def test_a_change_behind_the_seal_shows(acts, unsealed, field, value):
    with unsealed():
        Entry.objects.filter(pk=acts[1].pk).update(**{field: value})

    assert not is_unbroken(MESSAGE)


def test_an_act_put_on_somebody_else_behind_the_seal_shows(acts, unsealed, ben):
    with unsealed():
        Entry.objects.filter(pk=acts[1].pk).update(actor=ben)

    assert not is_unbroken(MESSAGE)


@pytest.mark.parametrize("place", [0, 1])
def test_an_act_taken_out_behind_the_seal_shows(acts, unsealed, place):
    with unsealed():
        Entry.objects.filter(pk=acts[place].pk).delete()

    assert not is_unbroken(MESSAGE)


def test_two_acts_exchanged_behind_the_seal_show(acts, unsealed):
    with unsealed():
        for number, act in [(9, acts[0]), (1, acts[1]), (2, acts[0])]:
            Entry.objects.filter(pk=act.pk).update(number=number)

    assert not is_unbroken(MESSAGE)


def test_erasure_cuts_the_link_and_the_chain_holds(acts, olga):
    personal.erase(olga, LATER)

    assert [entry.actor_id for entry in Entry.objects.in_order()][1:] == [None, None]
    assert is_unbroken(MESSAGE)


def test_a_deleted_account_leaves_its_acts(acts, olga):
    olga.delete()

    assert Entry.objects.count() == 3
    assert is_unbroken(MESSAGE)


def test_a_mark_names_nobody_once_the_link_is_cut(acts, olga):
    personal.erase(olga, LATER)

    marks = set(Entry.objects.filter(actor=None).values_list("actor_mark", flat=True))
    assert len(marks) == 2, "two acts of one person must not look alike"
    assert not any(str(olga.pk) in mark for mark in marks)


def test_export_holds_the_persons_own_acts_only(acts, ana, olga):
    assert personal.export(ana) == {
        "ledger.json": [{"kind": "support.received", "subject": MESSAGE, "at": "2026-11-22T12:00:00+00:00"}]
    }
    assert len(personal.export(olga)["ledger.json"]) == 2
    assert personal.export(person("cem")) == {"ledger.json": []}
