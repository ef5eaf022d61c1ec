"""Passkeys, codes from an app and recovery codes. The ceremony of a real passkey is walked in tests/browser."""

import json
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.test import Client

from jobfutures.accounts.tests.made import prove, sign_in

pytestmark = pytest.mark.django_db

ADDING = "/account/2fa/webauthn/add/"
SIGNING_IN = "/account/2fa/webauthn/login/"
PROVING = "/account/2fa/webauthn/reauthenticate/"


def code_now(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def proven(client, ana):
    sign_in(client, ana)
    prove(client)
    return client


def test_an_app_is_connected_and_its_codes_are_asked_for_from_then_on(
    proven, ana, mailoutbox, django_capture_on_commit_callbacks
):
    secret = proven.get("/account/2fa/totp/activate/").context["form"].secret

    with django_capture_on_commit_callbacks(execute=True):
        connected = proven.post("/account/2fa/totp/activate/", {"code": code_now(secret)})
    codes = proven.get(connected.headers["Location"])
    other = Client()
    step = sign_in(other, ana)

    assert connected.headers["Location"] == "/account/2fa/recovery-codes/"
    assert "10 codes are left" in codes.content.decode()
    assert step.headers["Location"] == "/account/2fa/authenticate/"
    assert "One more step" in other.get("/account/2fa/authenticate/").content.decode()
    assert other.get("/account/").status_code == 302
    assert "codes from an app" in mailoutbox[0].subject


def test_a_wrong_code_opens_nothing_and_a_recovery_code_opens_once(client, ana):
    TOTP.activate(ana, generate_totp_secret())
    code = RecoveryCodes.activate(ana).get_unused_codes()[0]
    sign_in(client, ana)

    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"})
    right = client.post("/account/2fa/authenticate/", {"code": code})
    again = Client()
    sign_in(again, ana)

    assert wrong.status_code == 422
    assert "This did not fit" in wrong.content.decode()
    assert right.headers["Location"] == "/account/"
    assert again.post("/account/2fa/authenticate/", {"code": code}).status_code == 422


def test_codes_of_an_account_cannot_be_guessed_on_and_on(client, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/900s/key"}
    TOTP.activate(ana, generate_totp_secret())
    sign_in(client, ana)

    said = [client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode() for _try in range(21)]

    assert "This did not fit" in said[19]
    assert "Too many tries" in said[20]


def test_an_app_is_disconnected(proven, ana, mailoutbox):
    TOTP.activate(ana, generate_totp_secret())

    asked = proven.get("/account/2fa/totp/deactivate/")
    done = proven.post("/account/2fa/totp/deactivate/")

    assert "Stop asking for codes?" in asked.content.decode()
    assert done.headers["Location"] == "/account/2fa/"
    assert not Authenticator.objects.exists()
    assert "no more codes" in mailoutbox[0].subject


def test_new_recovery_codes_replace_the_old_and_can_be_taken_along(proven, ana):
    TOTP.activate(ana, generate_totp_secret())
    old = RecoveryCodes.activate(ana).get_unused_codes()

    proven.post("/account/2fa/recovery-codes/generate/")
    file = proven.get("/account/2fa/recovery-codes/download/")

    new = file.content.decode().split()
    assert len(new) == 10
    assert not set(new) & set(old)
    assert "no-store" in file.headers["Cache-Control"]


def test_while_a_new_address_waits_no_passkey_is_added(proven, ana):
    proven.post("/account/email/", {"email": "ana.new@example.org", "action_add": ""})

    answer = proven.get(ADDING, follow=True)

    assert "not confirmed yet" in answer.content.decode()


def test_a_passkey_is_renamed_and_removed_by_its_owner_only(proven, ana, ben, mailoutbox):
    mine, bens = (WebAuthn.add(person, "Laptop", {}).instance for person in (ana, ben))
    page = "/account/2fa/webauthn/keys/{}/{}/"

    assert proven.get(page.format(bens.pk, "edit")).status_code == 404
    assert proven.post(page.format(bens.pk, "remove")).status_code == 404
    proven.post(page.format(mine.pk, "edit"), {"name": "Phone"})
    assert "Phone" in proven.get("/account/2fa/webauthn/").content.decode()
    proven.post(page.format(mine.pk, "remove"))

    assert list(Authenticator.objects.all()) == [bens]
    assert "a passkey was removed" in mailoutbox[0].subject


NONSENSE = [
    "", "{", "null", "true", "5", '"text"', "[]", "{}", "[" * 50_000, '{"response": 5}', '{"response": {}}',
    '{"id": "x", "rawId": "x", "type": "public-key", "response": {}}',
    '{"id": 1, "rawId": 2, "response": {"clientDataJSON": 3, "attestationObject": 4}}',
    '{"rawId": "AAAA", "response": {"clientDataJSON": "AAAA", "attestationObject": "AAAA"}}',
    '{"rawId": "AAAA", "response": {"clientDataJSON": "e30", "attestationObject": "oA"}}',
    '{"rawId": "AAAA", "response": {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA"}}',
    json.dumps({"rawId": "AAAA", "type": "public-key", "response": {
        "clientDataJSON": "eyJ0eXBlIjoieCIsImNoYWxsZW5nZSI6IkFBIiwib3JpZ2luIjoieCJ9",
        "authenticatorData": "A" * 50, "signature": "AAAA", "userHandle": "bm9ib2R5"}}),
]  # fmt: skip


@pytest.mark.parametrize("said", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("path", [ADDING, SIGNING_IN, PROVING, "/account/2fa/authenticate/"])
def test_what_no_browser_says_of_a_passkey_is_refused_without_an_error(client, ana, path, said):
    if path == "/account/2fa/authenticate/":
        TOTP.activate(ana, generate_totp_secret())
        sign_in(client, ana)
        client.get(path)
    elif path == SIGNING_IN:
        client.get(path, headers={"Accept": "application/json"})
    else:
        sign_in(client, ana)
        prove(client)
        if path == PROVING:
            WebAuthn.add(ana, "Laptop", {})
            Authenticator.objects.update(data={"name": "Laptop", "credential": {}})
        else:
            client.get(path)

    answer = client.post(path, {"credential": said, "name": "x"})

    assert answer.status_code in (302, 422)
