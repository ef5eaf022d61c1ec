import pytest
from django.urls import reverse

from jobfutures.support.models import Kind, Message, State
from jobfutures.support.operating import entries
from jobfutures.support.tests.made import message

pytestmark = pytest.mark.django_db
INBOX = reverse("support:inbox")


def test_the_newest_message_stands_first_and_states_are_counted(client, olga):
    message("First.")
    second = message("Second.", minutes=1)
    Message.objects.filter(pk=second.pk).update(state=State.CLOSED)
    client.force_login(olga)

    page = client.get(INBOX)
    assert [one.text for one in page.context["paged"]] == ["Second.", "First."]
    counts = {state: number for state, _, number in page.context["choices"]["state"]}
    assert counts == {"": 2, "NEW": 1, "OPEN": 0, "ANSWERED": 0, "CLOSED": 1}
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(("state", "shown"), [("NEW", 1), ("CLOSED", 0), ("", 1), ("nonsense", 1), ("new'--", 1)])
def test_a_state_narrows_the_list_and_an_unknown_one_does_not(client, olga, state, shown):
    message()
    client.force_login(olga)

    assert len(client.get(INBOX, {"state": state}).context["paged"]) == shown


def test_kinds_narrow_the_list_beside_states_and_each_narrows_the_numbers_of_the_other(client, olga):
    message("A question.")
    fraud, done = message("A fraud.", minutes=1), message("An old fraud.", minutes=2)
    Message.objects.filter(pk__in=[fraud.pk, done.pk]).update(kind=Kind.FRAUD)
    Message.objects.filter(pk=done.pk).update(state=State.CLOSED)
    client.force_login(olga)

    page = client.get(INBOX, {"state": "NEW", "kind": "FRAUD"})
    assert [one.text for one in page.context["paged"]] == ["A fraud."]
    numbers = {name: {one: number for one, _, number in rows} for name, rows in page.context["choices"].items()}
    assert numbers["state"] == {"": 2, "NEW": 1, "OPEN": 0, "ANSWERED": 0, "CLOSED": 1}
    assert numbers["kind"] == {"": 2, "CONTACT": 1, "WRONG_ANSWER": 0, "FRAUD": 1}
    assert 'href="?state=CLOSED&amp;kind=FRAUD"' in page.text
    assert 'href="?state=NEW&amp;kind=CONTACT"' in page.text
    assert 'href="?state=NEW"' in page.text
    assert 'href="?kind=FRAUD"' in page.text
    assert len(client.get(INBOX, {"kind": "nonsense"}).context["paged"]) == 3


def test_a_long_list_is_paged_and_keeps_its_state(client, olga):
    for number in range(30):
        message(f"Message {number}.", minutes=number)
    client.force_login(olga)

    first = client.get(INBOX, {"state": "NEW"})
    assert len(first.context["paged"]) == 25
    assert "?state=NEW&amp;page=2" in first.text
    assert [len(client.get(INBOX, {"page": page}).context["paged"]) for page in ("2", "99", "x")] == [5, 5, 25]


def test_an_empty_inbox_says_so(client, olga):
    client.force_login(olga)

    assert "Nobody has written yet." in client.get(INBOX).text
    assert "There is no such message." in client.get(INBOX, {"state": "OPEN"}).text


@pytest.mark.parametrize("name", [None, "ana"])
def test_for_everybody_else_there_is_no_inbox(client, request, name):
    sent = message()
    if name:
        client.force_login(request.getfixturevalue(name))

    assert client.get(INBOX).status_code == 404
    assert client.get(sent.get_absolute_url()).status_code == 404
    for noun in ("answer", "opening", "closing", "reopening"):
        address = reverse(f"support:{noun}", args=[sent.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"text": "Hello"}).status_code == 404
    assert Message.objects.get().state == State.NEW


def test_the_sender_does_not_find_it_either(client, ana):
    client.force_login(ana)

    assert client.get(message(by=ana).get_absolute_url()).status_code == 404


def test_the_operators_page_counts_what_waits(db):
    done = message("Done.")
    message("Waits.")
    Message.objects.filter(pk=done.pk).update(state=State.ANSWERED)

    assert entries() == [("Messages", "/operate/inbox/", 1)]
