"""Whole walks through the site, on a phone and on a desk: what people come for, from the first page to the last."""

import hashlib
import json
import re
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import look, open_letter, opened, sign_in, sign_up
from tests.people import PASSWORD
from tests.serving import Serving

pytestmark = pytest.mark.browser
GUIDE = "/guides/python-backend/"


def new_address() -> str:
    return f"{uuid4().hex[:12]}@example.org"


def go_to_first_question(page: Page) -> None:
    """Go from home to the first question of the guide, by links alone."""
    page.goto("/")
    page.get_by_role("link", name="Open the guide").click()
    page.locator("main h3 a").first.click()
    page.wait_for_url(re.compile(GUIDE + r"[\w-]+/$"))
    page.locator("main .rows a.title").first.click()
    page.wait_for_url(re.compile(GUIDE + r"[\w-]+/[\w-]+/$"))


def test_somebody_reads_from_home_to_the_next_question(visitor: Page) -> None:
    go_to_first_question(visitor)
    expect(visitor.get_by_role("heading", name="Model answer")).to_be_visible()
    junior, senior = (visitor.locator(f"dl.levels [data-level={level}]") for level in ("JUNIOR", "SENIOR"))
    expect(senior).to_be_visible()

    visitor.get_by_role("group", name="Show what is expected of").get_by_text("Junior").click()
    expect(junior).to_be_visible()
    expect(senior).to_be_hidden()
    look(visitor, "question-for-juniors")
    visitor.reload()
    expect(senior).to_be_hidden()  # this browser remembers

    before = visitor.url
    visitor.locator("nav.turn a[rel=next]").click()
    visitor.wait_for_url(lambda url: url != before)
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()


def test_what_was_read_stays_readable_without_a_network(visitor: Page) -> None:
    visitor.goto("/")
    visitor.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visitor.wait_for_function("navigator.serviceWorker.controller")
    visitor.goto(GUIDE)
    title = visitor.get_by_role("heading", level=1).inner_text()

    visitor.context.set_offline(True)
    visitor.goto(GUIDE)

    expect(visitor.get_by_role("heading", level=1)).to_have_text(re.sub(r"\s+", " ", title))


def test_pages_and_their_scripts_come_where_the_browser_may_keep_nothing(visitor: Page) -> None:
    visitor.goto("/")
    visitor.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visitor.wait_for_function("navigator.serviceWorker.controller")
    origin = visitor.evaluate("location.origin")
    full = {"origin": origin, "quotaSize": 1}
    visitor.context.new_cdp_session(visitor).send("Storage.overrideQuotaForOrigin", full)
    refused = (
        "caches.open('test').then((kept) => kept.put('/test', new Response('x'))).then(() => '', (error) => error.name)"
    )
    assert visitor.evaluate(refused) == "QuotaExceededError"

    go_to_first_question(visitor)
    visitor.get_by_role("group", name="Show what is expected of").get_by_text("Junior").click()
    expect(visitor.locator("dl.levels [data-level=SENIOR]")).to_be_hidden()


def test_search_answers_while_somebody_types_and_forgives_a_letter(visitor: Page) -> None:
    visitor.goto("/search/")
    visitor.evaluate("window.stillHere = true")
    visitor.get_by_label("What are you looking for?").press_sequentially("decoratr", delay=20)

    expect(visitor.locator("#results .rows > li").first).to_be_visible()
    expect(visitor.locator("#results mark").first).to_have_text(re.compile("decorat", re.IGNORECASE))
    assert visitor.evaluate("window.stillHere"), "the page was not loaded anew"
    look(visitor, "search-results")

    visitor.locator("#results .rows a").first.click()
    visitor.wait_for_url(f"**{GUIDE}**")


def test_search_that_finds_nothing_leads_to_the_operator(visitor: Page) -> None:
    visitor.goto("/search/")
    visitor.get_by_label("What are you looking for?").fill("xylophones")
    visitor.get_by_role("link", name="Tell us what you need").click()

    expect(visitor.get_by_label("Your message")).to_have_value("xylophones")


def test_somebody_signs_up_signs_out_and_signs_in(visitor: Page, operator: Page) -> None:
    email = new_address()
    sign_up(visitor, operator, email)
    expect(visitor.get_by_text("You have confirmed").or_(visitor.get_by_text(email)).first).to_be_visible()

    visitor.goto("/account/")
    look(visitor, "account")
    visitor.get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("link", name="Sign in")).to_be_visible()
    sign_in(visitor, email)

    expect(visitor.get_by_role("heading", name="Account")).to_be_visible()
    expect(visitor.get_by_text(email)).to_be_visible()


def test_a_wrong_password_is_refused_and_the_address_is_kept(visitor: Page) -> None:
    visitor.goto("/account/login/")
    visitor.get_by_label("E-mail address").fill("nobody@example.org")
    visitor.get_by_label("Password").fill("not the password")
    visitor.get_by_role("button", name="Sign in", exact=True).click()

    expect(visitor.get_by_text("The address and the password do not fit together.")).to_be_visible()
    expect(visitor.get_by_label("E-mail address")).to_have_value("nobody@example.org")
    look(visitor, "login-refused")


def test_a_passkey_is_added_and_opens_the_account(visitor: Page, operator: Page) -> None:
    device = visitor.context.new_cdp_session(visitor)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    email = new_address()
    sign_up(visitor, operator, email)

    visitor.goto("/account/2fa/")
    visitor.get_by_role("link", name="Add a passkey").click()
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_role("button", name="Go on").click()
    visitor.get_by_role("button", name="Make the passkey").click()
    expect(visitor.get_by_role("heading", name="Recovery codes")).to_be_visible()
    look(visitor, "recovery-codes")
    visitor.goto("/account/")
    visitor.get_by_role("button", name="Sign out").click()

    visitor.goto("/account/login/")
    visitor.get_by_role("button", name="Sign in with a passkey").click()

    visitor.wait_for_url("**/account/")
    expect(visitor.get_by_text(email)).to_be_visible()


def test_contact_suggests_first_then_takes_a_message_and_its_answer_comes_by_mail(
    visitor: Page, operator: Page
) -> None:
    email, words = new_address(), f"Where are the slides of {uuid4().hex}?"
    visitor.goto("/help/")
    visitor.get_by_role("contentinfo").get_by_role("link", name="Contact").click()
    visitor.get_by_label("What do you need?").fill("I forgot my password")
    visitor.get_by_role("button", name="Next").click()
    expect(visitor.locator("main .rows a").first).to_have_attribute("href", "/account/password/reset/")
    look(visitor, "contact-suggestions")
    visitor.get_by_label("Your message").fill(words)
    visitor.get_by_label("Your e-mail address").fill(email)
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading", name="Thank you")).to_be_visible()

    operator.goto("/operate/")
    operator.get_by_role("link", name="Messages").click()
    operator.get_by_role("link", name=words).click()
    operator.get_by_label("Your answer").fill("They are not on this site.")
    look(operator, "message")
    operator.get_by_role("button", name=f"Send to {email}").click()
    expect(operator.get_by_text("Your answer is on its way.")).to_be_visible()
    open_letter(operator, email, "an answer")

    expect(operator.get_by_text("They are not on this site.")).to_be_visible()
    expect(operator.get_by_text(words)).to_be_visible()
    look(operator, "letter")


def test_a_wrong_answer_is_reported_from_its_page(visitor: Page, operator: Page) -> None:
    words = f"This does not hold since {uuid4().hex}."
    go_to_first_question(visitor)
    title = visitor.get_by_role("heading", level=1).inner_text()
    visitor.locator("a[href^='/help/report/']").first.click()
    visitor.get_by_label("The words that are wrong or unclear").fill("always")
    visitor.get_by_label("What is wrong with them?").fill(words)
    look(visitor, "report")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading", name="Thank you")).to_be_visible()

    operator.goto("/operate/inbox/?state=NEW")
    operator.get_by_role("link", name=words).click()

    expect(operator.get_by_role("link", name=re.sub(r"\s+", " ", title))).to_be_visible()
    operator.get_by_role("button", name="Close").click()
    expect(operator.get_by_text("The message is closed now.")).to_be_visible()


def test_somebody_takes_their_data_along_and_deletes_the_account(visitor: Page, operator: Page, tmp_path: Path) -> None:
    email = new_address()
    sign_up(visitor, operator, email)
    visitor.goto("/account/")
    visitor.get_by_role("link", name="Take your data along").click()
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="Download").click()
    download.value.save_as(tmp_path / "data.zip")
    check_archive(tmp_path / "data.zip", email)

    visitor.goto("/account/deletion/")
    visitor.get_by_label("Password").fill(PASSWORD)
    visitor.get_by_role("button", name="Go on").click()
    visitor.get_by_role("button", name="Delete for good").click()
    visitor.get_by_label("Delete my account and everything in it").check()
    look(visitor, "deletion")
    visitor.get_by_role("button", name="Delete for good").click()
    expect(visitor.get_by_text("Your account is deleted, and everything in it.")).to_be_visible()
    sign_in(visitor, email)

    expect(visitor.get_by_text("The address and the password do not fit together.")).to_be_visible()


def check_archive(file: Path, email: str) -> None:
    with ZipFile(file) as archive:
        listed = json.loads(archive.read("manifest.json"))["files"]
        assert {"manifest.json", *(one["name"] for one in listed)} == set(archive.namelist())
        for one in listed:
            content = archive.read(one["name"])
            assert (one["bytes"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert json.loads(archive.read("account.json"))["email"] == email


def test_without_script_everything_can_be_read_searched_and_asked(browser: Browser, site: Serving, width: int) -> None:
    with opened(browser, site, width, java_script_enabled=False) as page:
        go_to_first_question(page)
        page.get_by_role("group", name="Show what is expected of").get_by_text("Junior").click()
        expect(page.locator("dl.levels [data-level=SENIOR]")).to_be_hidden()

        page.get_by_role("navigation", name="Main").get_by_role("link", name="Search").click()
        page.get_by_label("What are you looking for?").fill("decorator")
        page.get_by_role("button", name="Search").click()
        expect(page.locator("#results mark").first).to_be_visible()

        page.goto("/help/contact/")
        page.get_by_label("What do you need?").fill("slides")
        page.get_by_role("button", name="Next").click()
        page.get_by_label("Your e-mail address").fill(new_address())
        page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
