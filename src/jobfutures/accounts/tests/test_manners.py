"""Every page about an account looks and behaves like the rest of the house."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn

from jobfutures.accounts.tests.made import prove, sign_in

pytestmark = pytest.mark.django_db

OPEN = [
    "/account/login/", "/account/signup/", "/account/password/reset/", "/account/password/reset/done/",
    "/account/password/reset/key/done/", "/account/password/reset/key/abc-def/", "/account/confirm-email/",
    "/account/confirm-email/abc/", "/account/inactive/", "/account/3rdparty/login/cancelled/",
]  # fmt: skip
PERSONAL = [
    "/account/", "/account/email/", "/account/password/change/", "/account/2fa/", "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/", "/account/2fa/totp/deactivate/", "/account/2fa/recovery-codes/",
    "/account/2fa/recovery-codes/generate/", "/account/sessions/", "/account/3rdparty/", "/account/export/",
    "/account/deletion/", "/account/logout/", "/account/reauthenticate/", "/account/2fa/reauthenticate/",
]  # fmt: skip


def looks_like_ours(answer):
    text = answer.content.decode()
    scripts = re.findall(r"<script\b([^>]*)>", text)
    return (
        '<main id="main"' in text
        and text.count("<h1>") == 1
        and "kit/css/tokens.css" in text
        and all("src=" in script or 'type="application/json"' in script for script in scripts)
        and not re.search(r"<style|\sstyle=|\son[a-z]+=", text)
        and "no-store" in answer.headers["Cache-Control"]
        and "private" in answer.headers["Cache-Control"]
    )


@pytest.mark.parametrize("path", OPEN)
def test_a_page_for_everybody_looks_like_ours_and_is_not_stored(client, path):
    answer = client.get(path)

    assert answer.status_code == 200
    assert looks_like_ours(answer)


@pytest.mark.parametrize("path", PERSONAL)
def test_a_personal_page_looks_like_ours_and_is_not_stored(client, ana, path):
    sign_in(client, ana)
    prove(client)
    TOTP.activate(ana, generate_totp_secret())
    RecoveryCodes.activate(ana)

    answer = client.get(path)

    assert answer.status_code == 200
    assert looks_like_ours(answer)


def test_pages_about_one_passkey_look_like_ours(client, ana):
    sign_in(client, ana)
    prove(client)
    key = WebAuthn.add(ana, "Laptop", {}).instance

    for act in ("edit", "remove"):
        assert looks_like_ours(client.get(f"/account/2fa/webauthn/keys/{key.pk}/{act}/"))


def test_pages_on_the_way_in_look_like_ours(client, ana):
    TOTP.activate(ana, generate_totp_secret())
    sign_in(client, ana)

    assert looks_like_ours(client.get("/account/2fa/authenticate/"))


def test_connecting_an_app_looks_like_ours(client, ana):
    sign_in(client, ana)
    prove(client)

    assert looks_like_ours(client.get("/account/2fa/totp/activate/"))


def test_where_allauth_itself_refuses_the_page_is_ours(client, ana, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in(client, ana, "wrong")

    answer = sign_in(client, ana, "wrong")

    assert answer.status_code == 429
    assert looks_like_ours(answer)
    assert "Try again in a few minutes" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_name_that_no_row_can_have_is_as_good_as_none(client, method):
    assert getattr(client, method)("/account/oidc/%00/login/").status_code == 404
