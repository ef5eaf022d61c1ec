"""Walks through a review, on a phone and on a desk: by keyboard alone, with an account in two tabs, without script."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.walking import look, opened, sign_up
from tests.serving import Serving

pytestmark = pytest.mark.browser
WHERE = "/practice/reviews/carrier-retry/"
DECOY = "/practice/reviews/shelf-search/"


def number(page: Page, line: str) -> Locator:
    """Return the number of a line, such as `0-after-35`: it opens a comment."""
    return page.locator(f"#line-{line} :is(a, button).n")


def write(page: Page, text: str, category: str, severity: str) -> None:
    page.get_by_label("Your comment").fill(text)
    page.get_by_label("What is it about?").select_option(category)
    page.get_by_label("How much does it weigh?").select_option(severity)


def finish(page: Page, verdict: str) -> None:
    page.get_by_label(verdict).check()
    page.get_by_role("button", name="Submit the review").click()
    expect(page.get_by_role("heading", name="Your review", exact=True)).to_be_visible()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_visitor_reviews_a_diff_by_keyboard_and_keeps_it_in_the_browser(visitor: Page) -> None:
    visitor.goto("/practice/reviews/")
    look(visitor, "reviews")
    visitor.goto(WHERE)
    look(visitor, "review")

    number(visitor, "0-after-1").focus()
    for _ in range(200):
        if visitor.evaluate("document.activeElement.closest('.line').id") == "line-0-after-51":
            break
        press(visitor, "ArrowDown")
    press(visitor, "Shift+ArrowDown")
    expect(visitor.locator(".line.chosen")).to_have_count(2)
    press(visitor, "Enter")
    expect(visitor.get_by_label("Your comment")).to_be_focused()
    expect(visitor.get_by_text("parcels/booking.py, Lines 51")).to_be_visible()
    visitor.keyboard.type("Why it failed is lost.")
    look(visitor, "review-writing")
    press(visitor, "Tab")
    visitor.keyboard.type("Errors")
    press(visitor, "Tab")
    visitor.keyboard.type("Sugg")
    press(visitor, "Control+Enter")
    expect(visitor.locator(".said")).to_contain_text("Errors and retries")
    expect(number(visitor, "0-after-52")).to_be_focused()

    press(visitor, "ArrowUp", "Enter")
    visitor.keyboard.type("begun")
    visitor.reload()
    expect(visitor.get_by_label("Your comment")).to_have_value("begun")
    press(visitor, "Control+a", "Delete", "Escape")
    expect(visitor.get_by_label("Your comment")).to_be_hidden()
    expect(visitor.locator(".said")).to_have_count(1)
    look(visitor, "review-commented")

    finish(visitor, "Request changes")
    expect(visitor.get_by_text("You found 1 of 3 things that a reviewer should say.")).to_be_visible()
    expect(visitor.get_by_text("This result is kept in this browser.")).to_be_visible()
    look(visitor, "review-result")
    visitor.goto("/practice/reviews/")
    expect(visitor.get_by_text("You reviewed it on")).to_have_count(1)
    visitor.goto(WHERE)
    expect(visitor.locator(".said")).to_have_count(0)
    visitor.locator("[data-mine] form button").click()
    expect(visitor.get_by_text("You found 1 of 3 things that a reviewer should say.")).to_be_visible()


def test_what_was_begun_before_there_was_an_account_comes_along_and_two_tabs_agree(
    visitor: Page, operator: Page
) -> None:
    visitor.goto(WHERE)
    number(visitor, "0-before-27").click()
    write(visitor, "Who asks for the owner now?", "security", "blocker")
    visitor.get_by_role("button", name="Keep the comment").click()
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    visitor.goto(WHERE)
    expect(visitor.get_by_text("Draft saved.")).to_be_visible()

    other = visitor.context.new_page()
    other.goto(WHERE)
    number(other, "0-after-35").click()
    write(other, "Booked twice?", "errors", "blocker")
    expect(other.get_by_text("Draft saved.")).to_be_visible()  # as it is typed
    number(visitor, "0-after-8").click()
    write(visitor, "Why half a second?", "readability", "nit")
    visitor.get_by_role("button", name="Keep the comment").click()
    expect(visitor.get_by_text("Draft saved.")).to_be_visible()
    other.close()

    visitor.reload()
    expect(visitor.get_by_label("Your comment")).to_have_value("Booked twice?")
    visitor.get_by_role("button", name="Close").click()
    expect(visitor.locator(".said")).to_have_count(3)
    visitor.locator(".said", has_text="half a second").get_by_role("button", name="Delete").click()
    expect(visitor.get_by_text("Draft saved.")).to_be_visible()
    finish(visitor, "Request changes")
    expect(visitor.get_by_text("You found 2 of 3 things that a reviewer should say.")).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_text("You requested changes, and so does the key.")).to_be_visible()

    visitor.get_by_role("link", name="Review this one again").click()
    expect(visitor.get_by_text("2 of 3 found")).to_be_visible()
    look(visitor, "review-again")
    visitor.locator("#mine + .rows a").click()
    visitor.get_by_text("Delete this result").click()
    visitor.get_by_role("button", name="Yes, delete it").click()
    expect(visitor.get_by_text("That review of yours is deleted.")).to_be_visible()


def test_what_is_refused_says_why_and_nothing_is_lost(visitor: Page) -> None:
    visitor.goto(DECOY)
    number(visitor, "0-after-48").click()
    visitor.get_by_label("Your comment").fill("Is this SQL safe?")
    visitor.get_by_role("button", name="Submit the review").click()

    expect(visitor.get_by_text("Approve the change, or request changes.")).to_be_visible()
    expect(visitor.get_by_text("Choose what the comment is about.")).to_be_visible()
    expect(visitor.get_by_label("Your comment")).to_have_value("Is this SQL safe?")
    look(visitor, "review-refused")
    write(visitor, "Is this SQL safe?", "security", "blocker")
    finish(visitor, "Approve")
    expect(visitor.get_by_text("Nothing was wrong in this change, and approving it was right.")).to_be_visible()
    look(visitor, "review-decoy")


def test_everything_works_without_script(browser: Browser, site: Serving, width: int) -> None:
    with opened(browser, site, width, java_script_enabled=False) as page:
        page.goto(WHERE)
        number(page, "0-after-35").click()
        expect(page.get_by_label("First line")).to_have_value("35")
        write(page, "Booked twice?", "errors", "blocker")
        page.get_by_role("button", name="Keep the comment").click()
        number(page, "0-before-27").click()
        write(page, "Who asks now?", "security", "blocker")
        page.get_by_role("button", name="Keep the comment").click()
        expect(page.locator(".said")).to_have_count(2)
        page.locator(".said", has_text="Who asks now?").get_by_role("button", name="Change").click()
        page.get_by_label("Your comment").fill("Who asks for the owner now?")
        page.get_by_role("button", name="Keep the comment").click()
        expect(page.locator(".said")).to_have_count(2)
        page.get_by_role("button", name="Submit the review").click()
        expect(page.get_by_text("Approve the change, or request changes.")).to_be_visible()
        finish(page, "Request changes")

        expect(page.get_by_text("You found 2 of 3 things that a reviewer should say.")).to_be_visible()
        expect(page.get_by_text("Who asks for the owner now?")).to_be_visible()
        expect(page.get_by_text("Nothing of this is kept on the site.")).to_be_visible()
