from uuid import uuid4

import pytest
from django.core import mail
from django.urls import reverse

from jobfutures.support.models import Message
from jobfutures.support.tests.made import question

pytestmark = pytest.mark.django_db
REPORT = reverse("support:report")
ABOUT = f"{REPORT}?question=lost-update"


def written(**changes):
    return {"quote": "balance 120", "text": "It is 110.", "email": "", "website": "", "form_key": uuid4(), **changes}


def test_a_report_names_its_question(client):
    asked = question()

    assert asked.title in client.get(ABOUT).text
    answer = client.post(ABOUT, written())

    assert (answer.status_code, answer.url) == (302, reverse("support:sent"))
    message = Message.objects.get()
    assert (message.kind, message.question, message.about) == ("WRONG_ANSWER", asked, asked.title)
    assert (message.quote, message.text) == ("balance 120", "It is 110.")


def test_nobody_has_to_leave_an_address(client, mailoutbox):
    question()
    client.post(ABOUT, written())
    client.post(ABOUT, written(text="Also.", email="cem@example.org"))

    assert sorted(Message.objects.values_list("email", flat=True)) == ["", "cem@example.org"]
    assert [letter.to for letter in mail.outbox] == [["cem@example.org"]]


def test_the_question_cannot_be_renamed_by_the_form(client):
    asked = question()
    client.post(ABOUT, written(about="Something else"))

    assert Message.objects.get().about == asked.title


def test_without_a_question_the_form_asks_what_it_is_about(client):
    assert 'name="about"' in client.get(REPORT).text
    assert client.post(REPORT, written()).status_code == 422
    assert client.post(REPORT, written(about="The page on caching")).status_code == 302

    message = Message.objects.get()
    assert (message.question, message.about) == (None, "The page on caching")


@pytest.mark.parametrize("name", ["unknown", "not a slug", "x" * 81, "a\0b", "../"])
def test_an_unknown_question_is_not_found(client, name):
    question()

    assert client.get(REPORT, {"question": name}).status_code == 404
    assert Message.objects.count() == 0


def test_a_question_that_was_retired_meanwhile_takes_its_report(client):
    question(retired=True)

    assert "/guides/python-backend/transactions/lost-update/" not in client.get(ABOUT).text
    assert client.post(ABOUT, written()).status_code == 302


def test_a_message_outlives_its_question(client):
    asked = question()
    client.post(ABOUT, written())
    asked.delete()

    message = Message.objects.get()
    assert (message.question, message.about) == (None, "What is a lost update?")


def test_the_same_form_sent_twice_is_one_report(client):
    question()
    form = written()
    for _ in range(2):
        client.post(ABOUT, form)

    assert Message.objects.count() == 1


def test_what_a_machine_fills_in_is_thanked_for_and_not_stored(client):
    question()

    assert client.post(ABOUT, written(website="x")).url == reverse("support:sent")
    assert not Message.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("text", ""), ("quote", "x" * 1001), ("email", "cem")])
def test_a_wrong_form_says_so_and_keeps_its_text(client, field, value):
    question()
    page = client.post(ABOUT, written(**{field: value}))

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert "balance 120" in page.text or field == "quote"
