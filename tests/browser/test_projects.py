"""Walks through a project of one's own: saved while typing, two tabs, a network that goes away, without script."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import look, opened, sign_up, until
from tests.serving import Serving

pytestmark = pytest.mark.browser
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('jobfutures:walkthrough:')).length"
PURPOSE = "What does it do, and for whom?"


@pytest.fixture
def writer(visitor: Page, operator: Page) -> Page:
    """A page of somebody with an account, who has just begun a project."""
    visitor.goto("/practice/projects/")
    look(visitor, "projects-visitor")
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    visitor.goto("/practice/projects/")
    visitor.get_by_label("Name of the project").fill("A shop")
    visitor.get_by_role("button", name="Begin").click()
    expect(visitor.get_by_label(PURPOSE)).to_be_visible()
    return visitor


def test_what_is_typed_is_saved_and_two_tabs_lose_nothing(writer: Page) -> None:
    look(writer, "project-empty")
    other = writer.context.new_page()
    other.goto(writer.url)
    writer.get_by_label(PURPOSE).fill("It sells things, from the first tab.")
    expect(writer.locator("[data-state]")).to_have_text("Saved.")
    writer.get_by_label(PURPOSE).press_sequentially(" And more.", delay=5)
    until(writer, f"{KEPT} === 0")
    expect(writer.locator("[data-state]")).to_have_text("Saved.")

    other.get_by_label(PURPOSE).fill("From the second tab.")
    expect(other.locator("[data-state]")).to_have_text(re.compile("Nothing was written over"))
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("What is stored:", exact=True)).to_be_visible()
    expect(other.get_by_text("It sells things, from the first tab. And more.")).to_be_visible()
    expect(other.get_by_label(PURPOSE)).to_have_value("From the second tab.")
    look(other, "project-two-tabs")
    other.get_by_label(PURPOSE).fill("It sells things. From both tabs.")
    expect(other.locator("[data-state]")).to_have_text("Saved.")
    other.close()
    writer.reload()
    expect(writer.get_by_label(PURPOSE)).to_have_value("It sells things. From both tabs.")

    writer.goto("/practice/projects/")
    expect(writer.get_by_text("1 of 12 questions answered")).to_be_visible()
    look(writer, "projects")
    writer.get_by_role("link", name="A shop").click()
    with writer.expect_download() as download:
        writer.get_by_role("link", name="Take it along as Markdown").click()
    assert download.value.path().read_text(encoding="utf-8").startswith("# A shop\n\n## What does it do")
    writer.get_by_role("link", name="Delete this project").click()
    look(writer, "project-deletion")
    writer.get_by_role("button", name="Delete it").click()
    expect(writer.get_by_text("The project was deleted.")).to_be_visible()


def test_what_the_account_could_not_take_comes_back(writer: Page) -> None:
    where = writer.url
    writer.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('away')); }")
    writer.get_by_label(PURPOSE).fill("Typed on a train.")
    expect(writer.locator("[data-state]")).to_have_text(re.compile("kept in this browser meanwhile"))
    writer.goto("/practice/projects/")
    writer.goto(where)
    expect(writer.get_by_label(PURPOSE)).to_have_value("Typed on a train.")
    until(writer, f"{KEPT} === 0")
    writer.reload()
    expect(writer.get_by_label(PURPOSE)).to_have_value("Typed on a train.")


def test_without_script_it_is_saved_by_its_button(writer: Page, browser: Browser, site: Serving) -> None:
    state = writer.context.storage_state()
    with opened(browser, site, 375, storage_state=state, java_script_enabled=False) as page:
        page.goto(writer.url)
        page.get_by_label(PURPOSE).fill("It sells things.")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        expect(page.get_by_label(PURPOSE)).to_have_value("It sells things.")
