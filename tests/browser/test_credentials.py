"""From a result to a presentation that somebody else verifies, with keys that the browser makes; then a withdrawal."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.checks.tests import made as checks
from jobfutures.credentials.models import Copy
from jobfutures.credentials.vc import jws
from tests.browser.walking import PHONE, look
from tests.people import PASSWORD, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSPHRASE = "seven quiet horses"
AUDIENCE, NONCE = "https://acme.example", "n-7731"


@pytest.fixture
def ana() -> User:
    return person("ana")


@pytest.fixture
def result(ana: User) -> Attempt:
    return checks.taken(ana, checks.bank())


def sign_in(page: Page) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/")


def looked(page: Page, name: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # or colours would still be on their way
    look(page, f"credential-{name}")


def issue(page: Page, folder: Path) -> Path:
    """Make the keys and issue the credential; return the key file."""
    page.goto("/credentials/")
    looked(page, "list")
    page.get_by_role("link", name="Issue a credential about it").click()
    expect(page.get_by_role("button", name="Issue the selective credential")).to_be_disabled()
    looked(page, "issuing")
    page.get_by_label("A passphrase for the key file").fill("short")
    page.get_by_role("button", name="Make the keys").click()
    expect(page.get_by_text("needs at least 12 characters")).to_be_visible()
    page.get_by_label("A passphrase for the key file").fill(PASSPHRASE)
    page.get_by_label("The same once more").fill(PASSPHRASE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Make the keys").click()
    saved = folder / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    page.get_by_role("button", name="Issue the selective credential").click()
    expect(page.get_by_text("Issued. Nobody has it but you")).to_be_visible()
    looked(page, "copies")
    return saved


def present(page: Page, keys: Path, *names: str, passphrase: str = PASSPHRASE) -> None:
    page.get_by_role("link", name="Copy 1", exact=True).click()
    for name in names:
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    page.get_by_label("Who it is for").fill(AUDIENCE)
    page.get_by_label("Their nonce").fill(NONCE)
    page.get_by_label("Your key file").set_input_files(keys)
    page.get_by_label("Its passphrase").fill(passphrase)
    page.get_by_role("button", name="Make the presentation").click()


def text_of(page: Page) -> str:
    """Return the presentation, once it is made."""
    expect(page.get_by_text("The presentation stands below.")).to_be_visible()
    return page.get_by_label("Text to pass on").input_value()


def verify(page: Page, text: str, *, nonce: str = NONCE) -> Locator:
    """Paste a presentation into the page that verifies; return what that says."""
    page.goto("/verify/")
    page.get_by_label("The presentation or badge").fill(text)
    page.get_by_label("Audience that you asked for").fill(AUDIENCE)
    page.get_by_label("Nonce that you asked for").fill(nonce)
    page.get_by_role("button", name="Verify it").click()
    return page.locator(".verdict")


def test_a_person_shows_two_statements_of_a_result_and_withdraws_them(
    page: Page, tmp_path: Path, result: Attempt
) -> None:
    sign_in(page)
    keys = issue(page, tmp_path)
    home = page.url
    present(page, keys, "Role", "Taken on")
    text = text_of(page)
    looked(page, "presenting")

    expect(verify(page, text, nonce="another")).to_contain_text("kb_nonce")
    expect(verify(page, text)).to_contain_text("It holds")
    shown = page.locator("section").filter(has=page.get_by_role("heading", name="Exactly what it shows"))
    expect(shown.locator("dt")).to_have_text(["Role", "Taken on"])
    looked(page, "verified")

    page.goto(home)
    page.get_by_role("link", name=re.compile("Withdraw copy 1$")).click()
    looked(page, "withdrawal")
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Copy 1 is withdrawn.")).to_be_visible()
    expect(verify(page, text)).to_contain_text("revoked")
    looked(page, "refused")
    assert page.console_errors == []


def test_a_level_brings_its_day_and_attempts_and_a_wrong_passphrase_is_said(
    page: Page, tmp_path: Path, result: Attempt
) -> None:
    sign_in(page)
    keys = issue(page, tmp_path)
    present(page, keys, "Level", passphrase="seven loud horses")

    expect(page.get_by_text("This passphrase does not open the key file.")).to_be_visible()
    for name in ("Taken on", "Attempts so far"):
        expect(page.get_by_role("checkbox", name=re.compile(f"^{name}"))).to_be_checked()
    page.get_by_label("Its passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Make the presentation").click()
    expect(verify(page, text_of(page))).to_contain_text("It holds")


def test_the_keys_that_the_copies_are_bound_to_are_in_no_file_of_the_site(
    page: Page, tmp_path: Path, result: Attempt
) -> None:
    sign_in(page)
    file = json.loads(issue(page, tmp_path).read_text())
    holders = [jws.peeked(copy.token.split("~")[0])[1]["cnf"]["jwk"] for copy in Copy.objects.all()]

    assert file.keys() == {"kind", "version", "kdf", "rounds", "cipher", "salt", "iv", "keys"}
    assert file["rounds"] >= 600_000
    assert [sorted(holder) for holder in holders] == [["crv", "kty", "x", "y"]] * 10
    assert len({holder["x"] for holder in holders}) == 10


def test_without_script_the_page_says_so_and_the_badge_is_there(
    page: Page, live_server: object, result: Attempt
) -> None:
    sign_in(page)
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(
        java_script_enabled=False,
        base_url=page.url.removesuffix("/account/"),
        storage_state=page.context.storage_state(),
        viewport={"width": PHONE, "height": 900},
    )
    there = plain.new_page()
    there.goto(f"/credentials/checks/{result.pk}/")
    expect(there.get_by_text("The key must be made in a browser with JavaScript")).to_be_visible()
    there.get_by_role("button", name="Issue the selective credential").click()
    expect(there.get_by_role("alert")).to_contain_text("Nothing was issued")
    there.get_by_role("button", name="Issue the badge").click()
    there.get_by_role("link", name="Show it").click()
    text = there.get_by_label("The badge").input_value()
    plain.close()

    expect(verify(page, text)).to_contain_text("It holds")
    expect(page.get_by_text("a badge is bound to nobody")).to_be_visible()
