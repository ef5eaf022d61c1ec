from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from jobfutures.ledger.models import Entry
from jobfutures.ledger.queries import is_unbroken
from jobfutures.support.commands.messages import CannotMove, answer_message, move_message
from jobfutures.support.models import Message, Reply, State
from jobfutures.support.tests.made import message, question
from tests.people import NOON


@pytest.fixture
def sent(db, mailoutbox):
    """A new message; its acknowledgement is out of the way."""
    found = message()
    mailoutbox.clear()
    return found


@pytest.fixture
def desk(client, olga):
    """The operator's browser."""
    client.force_login(olga)
    return client


def address(noun, sent):
    return reverse(f"support:{noun}", args=[sent.pk])


def kinds(sent):
    return [entry.kind for entry in Entry.objects.about(sent.ledger_subject()).in_order()]


def test_the_operator_reads_a_message_with_its_question(desk, db):
    asked = question()
    sent = message("It is 110.", question=asked, about=asked.title, quote="balance 120")

    page = desk.get(sent.get_absolute_url())
    for words in ("It is 110.", "balance 120", asked.title, asked.get_absolute_url(), "cem@example.org"):
        assert words in page.text


def test_what_a_message_says_is_never_markup(desk, db):
    sent = message("<script>alert(1)</script>", quote="<b>x</b>", about="<i>y</i>")

    page = desk.get(sent.get_absolute_url())
    assert not any(tag in page.text for tag in ("<script>alert", "<b>x", "<i>y"))


def test_an_answer_goes_out_by_mail_and_stays_with_the_message(desk, olga, sent):
    answer = desk.post(address("answer", sent), {"text": "Under Account, Export."})

    assert (answer.status_code, answer.url) == (302, sent.get_absolute_url())
    assert Message.objects.get().state == State.ANSWERED
    reply = Reply.objects.get()
    assert (reply.text, reply.by) == ("Under Account, Export.", olga)
    (letter,) = mail.outbox
    assert letter.to == ["cem@example.org"]
    assert letter.body.startswith("Under Account, Export.")
    assert "> Where is my data?" in letter.body
    assert "Under Account, Export." in desk.get(answer.url).text


def test_a_letter_is_plain_text(desk, sent):
    Message.objects.update(text='Is a < b & "c"?')
    desk.post(address("answer", sent), {"text": "Yes, a < b & it's so."})

    assert "Yes, a < b & it's so." in mail.outbox[0].body
    assert '> Is a < b & "c"?' in mail.outbox[0].body


def test_every_act_stands_in_the_ledger_without_any_words(desk, olga, sent):
    desk.post(address("opening", sent))
    desk.post(address("answer", sent), {"text": "Under Account."})
    desk.post(address("closing", sent))
    desk.post(address("reopening", sent))

    acts = ["support.received", "support.opened", "support.answered", "support.closed", "support.reopened"]
    assert kinds(sent) == acts
    assert {entry.actor for entry in Entry.objects.all()} == {None, olga}
    assert is_unbroken(sent.ledger_subject())
    assert Message.objects.get().state == State.OPEN


@pytest.mark.parametrize(
    ("state", "noun"),
    [("CLOSED", "answer"), ("CLOSED", "closing"), ("NEW", "reopening"), ("OPEN", "opening"), ("ANSWERED", "opening")],
)
def test_an_act_that_does_not_fit_is_refused_with_a_sentence_and_the_text(desk, sent, state, noun):
    Message.objects.update(state=state)

    page = desk.post(address(noun, sent), {"text": "A long answer."})

    assert page.status_code == 409
    assert f"The message is {State(state).label.lower()} now." in page.text
    assert ("A long answer." in page.text) == (noun == "answer")
    assert Message.objects.get().state == state
    assert kinds(sent) == ["support.received"]
    assert mail.outbox == []


def test_a_message_without_an_address_cannot_be_answered(desk, db, mailoutbox):
    sent = message(email="")

    assert address("answer", sent) not in desk.get(sent.get_absolute_url()).text
    page = desk.post(address("answer", sent), {"text": "Thanks."})

    assert page.status_code == 409
    assert "left no address" in page.text
    assert (Message.objects.get().state, Reply.objects.count(), mail.outbox) == (State.NEW, 0, [])


def test_an_empty_answer_is_refused_beside_the_field(desk, sent):
    assert desk.post(address("answer", sent), {"text": " "}).status_code == 422
    assert desk.post(address("answer", sent), {"text": "x" * 4001}).status_code == 422
    assert Message.objects.get().state == State.NEW


def test_only_the_buttons_that_fit_are_there(desk, sent):
    page = desk.get(sent.get_absolute_url())
    offered = {noun for noun in ("answer", "opening", "closing", "reopening") if address(noun, sent) in page.text}

    assert offered == {"answer", "opening", "closing"}


def test_a_look_at_an_act_does_nothing(desk, sent):
    assert desk.get(address("closing", sent)).status_code == 405
    assert Message.objects.get().state == State.NEW


def test_an_unknown_message_is_not_found(desk, db):
    assert desk.get(reverse("support:message", args=[uuid4()])).status_code == 404
    assert desk.post(reverse("support:closing", args=[uuid4()])).status_code == 404


def test_of_two_operators_who_act_at_once_one_is_told(olga, sent):
    seen_before = Message.objects.get()
    move_message(by=olga, message=sent, act="close", at=NOON)

    with pytest.raises(CannotMove, match="closed now"):
        answer_message(by=olga, message=seen_before, text="Too late.", at=NOON)
    assert mail.outbox == []


def test_nobody_but_an_operator_works_on_messages(ana, sent):
    with pytest.raises(CannotMove):
        move_message(by=ana, message=sent, act="close", at=NOON)
    with pytest.raises(CannotMove):
        answer_message(by=ana, message=sent, text="Hello", at=NOON)

    assert Message.objects.get().state == State.NEW
    assert mail.outbox == []
