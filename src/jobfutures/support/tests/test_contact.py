from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from jobfutures.ledger.models import Entry
from jobfutures.ledger.queries import is_unbroken
from jobfutures.support.commands.faq import load_faq
from jobfutures.support.models import Message
from jobfutures.support.tests.made import faq, question
from tests.people import NOON

pytestmark = pytest.mark.django_db
CONTACT = reverse("support:contact")


def written(**changes):
    return {"text": "Where is my data?", "email": "cem@example.org", "website": "", "form_key": uuid4(), **changes}


def test_first_the_page_asks_what_is_needed(client):
    page = client.get(CONTACT)

    assert "What do you need?" in page.text
    assert 'name="text"' not in page.text
    assert "no-store" in page.headers["Cache-Control"]


def test_then_it_shows_what_fits_above_a_form_with_the_words(client):
    question()
    load_faq(entries=[faq("public-score", title="Will companies see a public score?")], at=NOON)

    page = client.get(CONTACT, {"need": "delete my account"})
    assert page.context["suggestions"][0].address == reverse("accounts:deletion")
    assert page.text.index(reverse("accounts:deletion")) < page.text.index('name="text"')
    assert page.context["form"].initial["text"] == "delete my account"


@pytest.mark.parametrize(
    ("need", "address"),
    [
        ("I cannot log in, forgot my password", "/account/password/reset/"),
        ("give me a copy of all my personal data", "/account/export/"),
        ("an answer in the guide is wrong", "/help/report/"),
        ("do companies see a score?", "/help/#public-score"),
        ("explain lost updates", "/guides/python-backend/transactions/lost-update/"),
        ("isolation of transactions", "/guides/python-backend/transactions/"),
    ],
)
def test_the_best_fit_comes_first(client, need, address):
    question()
    load_faq(entries=[faq("public-score", title="Will companies see a public score?")], at=NOON)

    assert client.get(CONTACT, {"need": need}).context["suggestions"][0].address == address


def test_every_address_that_is_offered_opens(client, ana):
    words = "password email passkey session export delete report search"
    client.force_login(ana)

    for word in words.split():
        for place in client.get(CONTACT, {"need": word}).context["suggestions"]:
            assert client.get(place.address, follow=True).status_code == 200, place.address


def test_words_that_fit_nothing_still_lead_to_the_form(client):
    page = client.get(CONTACT, {"need": "zzz"})

    assert "Nothing on the site fits" in page.text
    assert 'name="text"' in page.text


@pytest.mark.parametrize("need", ["", "   ", "x" * 501, "a\0b"])
def test_a_need_that_cannot_be_read_is_said_so(client, need):
    assert client.get(CONTACT, {"need": need}).status_code == 422


def test_people_with_an_account_find_their_address_there(client, ana):
    client.force_login(ana)

    assert 'value="ana@example.org"' in client.get(CONTACT, {"need": "hello there"}).text


def test_a_message_is_stored_acknowledged_and_thanked_for(client, mailoutbox):
    answer = client.post(CONTACT, written(text="Line one\r\nLine two"))

    assert (answer.status_code, answer.url) == (302, reverse("support:sent"))
    assert "Thank you" in client.get(answer.url).text
    message = Message.objects.get()
    assert (message.kind, message.state, message.sender) == ("CONTACT", "NEW", None)
    assert (message.email, message.text) == ("cem@example.org", "Line one\nLine two")
    (letter,) = mail.outbox
    assert letter.to == ["cem@example.org"]
    assert "has arrived" in letter.body


def test_the_acknowledgement_repeats_nothing_that_was_typed(client, mailoutbox):
    client.post(CONTACT, written(text="Buy now at http://spam.example/"))

    assert "spam" not in mail.outbox[0].body + mail.outbox[0].subject


def test_a_message_of_a_person_with_an_account_is_theirs(client, ana):
    client.force_login(ana)
    client.post(CONTACT, written())

    message = Message.objects.get()
    assert message.sender == ana
    assert Entry.objects.get().actor == ana
    assert is_unbroken(message.ledger_subject())


def test_the_same_form_sent_twice_is_one_message(client, mailoutbox):
    form = written()

    answers = [client.post(CONTACT, form) for _ in range(3)]

    assert [answer.url for answer in answers] == [reverse("support:sent")] * 3
    assert Message.objects.count() == 1
    assert len(mail.outbox) == 1
    assert Entry.objects.count() == 1


def test_a_changed_text_in_the_same_form_is_not_lost(client):
    form = written()
    client.post(CONTACT, form)
    client.post(CONTACT, {**form, "text": "I forgot to say more."})

    assert Message.objects.count() == 2


@pytest.mark.parametrize("key", ["", "not a key", "\0"])
def test_a_form_that_lost_its_key_is_taken(client, key):
    assert client.post(CONTACT, written(form_key=key)).status_code == 302
    assert Message.objects.count() == 1


def test_what_a_machine_fills_in_is_thanked_for_and_not_stored(client, mailoutbox):
    answer = client.post(CONTACT, written(website="http://spam.example/"))

    assert (answer.status_code, answer.url) == (302, reverse("support:sent"))
    assert not Message.objects.exists()
    assert not Entry.objects.exists()
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * 4001),
        ("text", "a\0b"),
        ("email", ""),
        ("email", "cem"),
        ("email", "cem@example.org\nBcc: all@example.org"),
        ("email", "x" * 250 + "@example.org"),
        ("email", "cem@" + "ü" * 60 + ".org"),
        ("email", "cem@\u200d.org"),
    ],
)
def test_a_wrong_form_says_so_and_keeps_its_text(client, field, value):
    page = client.post(CONTACT, written(**{field: value}))

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert page.context["form"]["text"].value() == (value if field == "text" else "Where is my data?")
    assert not Message.objects.exists()


def test_a_text_as_long_as_the_browser_lets_it_be_is_taken(client):
    assert client.post(CONTACT, written(text="\r\n".join(["x" * 99] * 40))).status_code == 302


def test_an_empty_post_is_refused_kindly(client):
    assert client.post(CONTACT).status_code == 422
