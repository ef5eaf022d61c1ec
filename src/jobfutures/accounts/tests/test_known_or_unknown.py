"""Whether an address has an account cannot be learned from any form: not from the answer, nor from the work done."""

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.accounts.tests.made import CountingHasher, prove, seen, sign_in
from tests.people import PASSWORD, person

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN = "ana@example.org", "nobody@example.org"


def followed(path, data, address, client=None):
    """Return what somebody sees who sends a form with this address, and on the page after it."""
    client = client or Client()
    answer = client.post(path, data)
    after = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    return seen(answer, address), seen(after, address), sorted(client.cookies)


def sign_up(address):
    return followed("/account/signup/", {"email": address, "password1": "violet tractor 71"}, address)


def log_in(address):
    return followed("/account/login/", {"login": address, "password": "not the password"}, address)


def ask_for_reset(address):
    return followed("/account/password/reset/", {"email": address}, address)


def change_address(address):
    client = Client()
    mover = User.objects.filter(email="ben@example.org").first() or person("ben")
    sign_in(client, mover)
    prove(client)
    return followed("/account/email/", {"email": address, "action_add": ""}, address, client)


FORMS = [sign_up, log_in, ask_for_reset, change_address]


@pytest.mark.parametrize("form", FORMS)
def test_a_form_answers_a_known_and_an_unknown_address_alike(form, ana):
    assert form(KNOWN) == form(UNKNOWN)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_answers_alike_when_the_same_address_is_sent_again(form, ana):
    """A second e-mail to one address within three minutes does not go out; nobody sees that either."""
    form(KNOWN)
    form(UNKNOWN)

    assert form(KNOWN) == form(UNKNOWN)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_does_not_tell_that_somebody_else_used_an_address_a_moment_ago(form, ana):
    sign_up(KNOWN)
    ask_for_reset(KNOWN)

    assert form(KNOWN) == form(UNKNOWN)


@pytest.mark.parametrize("form", FORMS)
def test_an_account_that_was_never_confirmed_looks_like_none(form, ana):
    User.objects.create_user("new@example.org", PASSWORD)

    assert form("new@example.org") == form(UNKNOWN)


@pytest.mark.parametrize("form", [sign_up, ask_for_reset, change_address])
def test_one_letter_goes_out_either_way(form, ana, mailoutbox):
    form(KNOWN)
    form(UNKNOWN)

    assert [letter.to for letter in mailoutbox] == [[KNOWN], [UNKNOWN]]


@pytest.mark.parametrize("form", [sign_up, log_in])
def test_the_password_is_hashed_as_often_for_a_known_as_for_an_unknown_address(form, ana, settings):
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.CountingHasher"]
    ana.set_password(PASSWORD)
    ana.save()
    counts = []
    for address in (KNOWN, UNKNOWN):
        CountingHasher.count = 0
        form(address)
        counts.append(CountingHasher.count)

    assert counts == [1, 1]


def test_an_account_without_password_costs_the_same_work(ana, settings):
    settings.PASSWORD_HASHERS = [f"{CountingHasher.__module__}.CountingHasher"]
    ana.set_unusable_password()
    ana.save()
    CountingHasher.count = 0

    log_in(KNOWN)

    assert CountingHasher.count == 1


def test_an_address_that_waits_for_a_yes_cannot_be_used_to_ask_who_has_an_account(ana, ben):
    """Else one's own password under somebody's address would be refused only where that address has an account."""
    EmailAddress.objects.create(user=ben, email=KNOWN)
    EmailAddress.objects.create(user=ben, email=UNKNOWN)

    answers = [
        followed("/account/login/", {"login": address, "password": PASSWORD + "!"}, address)
        for address in (KNOWN, UNKNOWN)
    ]
    own = Client().post("/account/login/", {"login": UNKNOWN, "password": PASSWORD})

    assert answers[0] == answers[1]
    assert own.status_code == 422


def test_an_address_that_waits_for_a_yes_keeps_nobody_from_signing_up(ben, mailoutbox):
    EmailAddress.objects.create(user=ben, email=UNKNOWN)

    sign_up(UNKNOWN)

    assert User.objects.filter(email=UNKNOWN).exists()
    assert "is this your address" in mailoutbox[0].subject


def test_a_reset_goes_to_the_account_of_an_address_not_to_one_that_merely_asked_for_it(ben, mailoutbox):
    EmailAddress.objects.create(user=ben, email=UNKNOWN)

    ask_for_reset(UNKNOWN)

    assert "no account with this address" in mailoutbox[0].subject
