"""A passkey from the first click to the way in, with an authenticator that Chromium simulates."""

import re

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import expect

from tests.people import PASSWORD, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def device(page):
    """A device with a screen lock that says yes to whatever is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    found = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, found["authenticatorId"]


def sign_in_with_password(page):
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def add_passkey(page):
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def sign_out(page):
    page.goto("/account/")
    page.get_by_role("button", name="Sign out").click()


def test_a_passkey_is_added_and_opens_the_account_alone(page, device):
    person("ana")
    sign_in_with_password(page)
    add_passkey(page)
    sign_out(page)

    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page).to_have_url(re.compile("/account/$"))
    expect(page.get_by_text("ana@example.org")).to_be_visible()
    expect(page.get_by_text("1 passkey")).to_be_visible()
    assert Authenticator.objects.get(type="webauthn").last_used_at
    assert page.console_errors == []


def test_with_a_passkey_the_password_alone_opens_nothing(page, device):
    person("ana")
    sign_in_with_password(page)
    add_passkey(page)
    sign_out(page)

    sign_in_with_password(page)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    page.get_by_role("button", name="Use your passkey").click()

    expect(page).to_have_url(re.compile("/account/$"))
    assert page.console_errors == []


def test_it_is_you_by_passkey(page, device):
    person("ana")
    sign_in_with_password(page)
    add_passkey(page)
    sign_out(page)
    sign_in_with_password(page)
    page.get_by_role("button", name="Use your passkey").click()
    expect(page).to_have_url(re.compile("/account/$"))

    page.goto("/account/deletion/")
    page.get_by_role("link", name="Use your passkey").click()
    page.get_by_role("button", name="Use your passkey").click()

    expect(page.get_by_role("heading", name="Delete the account")).to_be_visible()
    assert page.console_errors == []


def test_a_device_that_says_no_is_told_in_words(page, device):
    session, authenticator = device
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.goto("/account/login/")

    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("The passkey was not used. Nothing was changed")
    assert page.console_errors == []


def test_without_passkeys_in_the_browser_the_password_is_offered_and_no_dead_button(page):
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/account/login/")

    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_hidden()
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
