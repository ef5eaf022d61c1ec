"""Walks through a whole skill check, on a phone and on a desk: with a code task, by keyboard alone, without script."""

import re
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from jobfutures.exercises.reading import read_exercises
from jobfutures.exercises.tasks import variant_of
from jobfutures.topics.content import read_vocabulary
from tests.browser.checking import MOST, answer_all, fill, kind_of
from tests.browser.test_exercises import write
from tests.browser.walking import look, open_offer, opened, sign_up
from tests.serving import Serving

pytestmark = pytest.mark.browser
CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def candidate(visitor: Page, operator: Page) -> Page:
    """A page of somebody with an account of their own."""
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    return visitor


@cache
def references() -> dict[str, dict[str, str]]:
    """Return the reference of every code task, by its slug."""
    found = [variant_of(one) for one in read_exercises([CONTENT], read_vocabulary([CONTENT]))]
    return {one.slug: one.solutions["reference"] for one in found if one}


def test_a_whole_check_with_a_code_task(candidate: Page) -> None:
    page = candidate
    open_offer(page, "python-backend")
    look(page, "check-offer")
    page.get_by_role("button", name="Begin the check").click()
    expect(page.get_by_role("heading", name="Your solution")).to_be_visible()
    task = page.locator("[data-workbench]").get_attribute("data-workbench") or ""
    page.locator("#workbench").scroll_into_view_if_needed()
    expect(page.locator(".file:visible .cm-content")).to_be_visible()
    page.get_by_role("button", name="Run the visible checks").click()
    expect(page.locator("[data-results] .verdict")).to_be_visible()
    look(page, "check-task")
    for path, text in references()[task].items():
        write(page, path, text)
    page.get_by_role("button", name="Submit", exact=True).click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="Question 2")).to_be_visible()

    assert answer_all(page, "desk")
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()
    expect(page.locator("p.told")).to_have_text(re.compile(r"90% band: .* and 1 task\."))
    for closed in page.locator("main details").all():
        closed.evaluate("one => one.open = true")
    look(page, "check-result")
    page.get_by_role("button", name="Make their cards due now").click()
    expect(page.get_by_text("due now.")).to_be_visible()
    page.goto("/checks/")
    look(page, "checks-own")
    page.locator("#history ~ .rows a.title").first.click()
    page.get_by_role("link", name="Delete it").click()
    look(page, "check-deletion")
    page.get_by_role("button", name="Delete it for good").click()
    expect(page.get_by_text("You have not ended a check yet.")).to_be_visible()


def test_a_check_goes_on_where_it_was_left(candidate: Page) -> None:
    page = candidate
    open_offer(page, "python-backend")
    page.get_by_label("No: questions only").check()
    page.get_by_label("Time").select_option("0")
    page.get_by_role("button", name="Begin the check").click()
    kind = kind_of(page)
    fill(page, kind)
    expect(page.locator("[data-draft-state]")).to_have_text("Saved.")
    expect(page.get_by_text("no limit")).to_have_count(0)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("heading", name="Paused")).to_be_visible()
    look(page, "check-paused")
    page.goto("/checks/")
    page.get_by_role("link", name="Go on with the check you began").click()
    page.get_by_role("button", name="Go on").click()

    kept = page.locator(".answer :is(:checked, .typed textarea, .typed input, .steps select)").first
    assert kept.input_value()
    page.get_by_role("link", name="End the check").click()
    look(page, "check-ending")
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("heading", name="Ended before there was a result")).to_be_visible()


def test_a_check_by_keyboard_alone(candidate: Page) -> None:
    page = candidate
    open_offer(page, "python-backend")
    page.get_by_label("No: questions only").press("Space")
    page.get_by_role("button", name="Begin the check").press("Enter")
    for number in range(1, 6):
        expect(page.get_by_role("heading", name=f"Question {number}", exact=True)).to_be_visible()
        by_keyboard(page, kind_of(page))
    expect(page.get_by_role("heading", name="Question 6", exact=True)).to_be_visible()


def by_keyboard(page: Page, kind: str) -> None:
    """Come from the top of the page to the answer and on by Tab; give it, and go on."""
    focused = "document.activeElement.closest('.answer') && document.activeElement.matches('input, select, textarea')"
    page.locator(".skip").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(focused):
            break
    steps = page.locator(".steps select").count() if kind == "order" else 1
    for step in range(steps):
        page.keyboard.press({"number": "3", "order": str(step + 1), "gap": "x", "output": "x"}.get(kind, "Space"))
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.textContent.trim()") != "Answer and go on":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def test_a_check_without_script(browser: Browser, site: Serving, candidate: Page, width: int) -> None:
    cookies = candidate.context.storage_state()
    with opened(browser, site, width, storage_state=cookies, java_script_enabled=False) as page:
        open_offer(page, "fastapi")
        page.get_by_label("No: questions only").check()
        page.get_by_role("button", name="Begin the check").click()
        for _ in range(MOST):
            if "/result/" in page.url:
                break
            fill(page, kind_of(page))
            page.get_by_role("button", name="Answer and go on").click()
        expect(page.get_by_role("heading", name="Your result")).to_be_visible()
        page.get_by_role("button", name="Make their cards due now").click()
        expect(page.get_by_text("due now.")).to_be_visible()
