import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from django.test import Client

from jobfutures.accounts.forms import SignUp
from jobfutures.accounts.models import User
from jobfutures.accounts.tests.made import link_in
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db

FORM = {"email": "Nora@Example.org", "password1": "violet tractor 71"}


def test_a_person_signs_up_confirms_the_address_and_is_in(client, mailoutbox):
    sent = client.post("/account/signup/", FORM)
    page = client.get(sent.headers["Location"])
    confirm = link_in(mailoutbox[0])
    asked = client.get(confirm)
    confirmed = client.post(confirm)

    assert "Look into your mailbox" in page.content.decode()
    assert mailoutbox[0].to == ["nora@example.org"]
    assert "nora@example.org" in asked.content.decode()
    assert confirmed.headers["Location"] == "/account/"
    assert "nora@example.org" in client.get("/account/").content.decode()
    assert EmailAddress.objects.get().verified


def test_without_confirming_nobody_is_in_and_signing_in_sends_a_new_link(client, mailoutbox):
    client.post("/account/signup/", FORM)

    answer = client.post("/account/login/", {"login": "nora@example.org", "password": FORM["password1"]})

    assert answer.headers["Location"] == "/account/confirm-email/"
    assert client.get("/account/").status_code == 302


def test_another_browser_confirms_and_then_signs_in(client, mailoutbox):
    client.post("/account/signup/", FORM)
    other = Client()

    confirmed = other.post(link_in(mailoutbox[0]))

    assert confirmed.headers["Location"] == "/account/login/"


def test_the_link_in_the_letter_starts_with_the_address_of_the_site(client, mailoutbox, settings):
    settings.ALLOWED_HOSTS = ["evil.example"]

    client.post("/account/signup/", FORM, headers={"Host": "evil.example"})

    assert f"{settings.SITE_ADDRESS}/account/confirm-email/" in mailoutbox[0].body
    assert "evil" not in mailoutbox[0].body


def test_a_used_or_broken_link_gives_a_page_that_says_so(client, mailoutbox):
    client.post("/account/signup/", FORM)
    link = link_in(mailoutbox[0])
    client.post(link)

    for path in (link, "/account/confirm-email/nonsense/"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "opens nothing any more" in answer.content.decode()
        assert client.post(path).status_code == 404


def test_a_known_address_gets_a_letter_that_says_so(client, ana, mailoutbox, settings):
    client.post("/account/signup/", {**FORM, "email": ana.email})

    assert User.objects.count() == 1
    assert "you have an account already" in mailoutbox[0].subject
    assert f"{settings.SITE_ADDRESS}/account/password/reset/" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "not an address", "valid email address"),
        ("email", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org", "at most 254 characters"),
        ("password1", "short", "at least 10 characters"),
        ("password1", "nora@example.org", "too similar"),
        ("password1", "1234567890", "too common"),
        ("email", "", "required"),
        ("email", "nora\x00@example.org", "valid email address"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence_and_the_form_keeps_its_text(client, field, value, said):
    answer = client.post("/account/signup/", {**FORM, field: value})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not User.objects.exists()
    if field == "password1":
        assert 'value="Nora@Example.org"' in answer.content.decode()


def test_two_who_sign_up_with_one_address_at_the_same_moment_get_the_same_answer(client, mailoutbox):
    """The second passed the check before the first was stored; the database refuses it, and nobody sees an error."""
    request = client.get("/account/signup/").wsgi_request
    with context.request_context(request):
        form = SignUp(FORM)
        assert form.is_valid()
        User.objects.create_user("nora@example.org", PASSWORD)
        _user, answer = form.try_save(request)

    assert answer.headers["Location"] == "/account/confirm-email/"
    assert User.objects.count() == 1


def test_somebody_signed_in_is_led_to_the_account(client, ana):
    client.force_login(ana)

    assert client.get("/account/signup/").headers["Location"] == "/account/"


def test_an_address_with_an_apostrophe_is_written_as_it_is_in_letters(client, mailoutbox):
    client.post("/account/signup/", {**FORM, "email": "o'nora@example.org"})
    client.post("/account/password/reset/", {"email": "o'nora@example.org"})

    assert mailoutbox[0].to == ["o'nora@example.org"]
    assert "&#x27;" not in "".join(letter.body for letter in mailoutbox)
