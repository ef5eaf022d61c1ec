"""The home of practice, a daily session, the plan and preferences: without an account, without script, and with one."""

import json
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.walking import look, opened, sign_up, until
from tests.serving import Serving

pytestmark = pytest.mark.browser


def keep_in_browser(page: Page, kind: str, item: dict[str, object]) -> None:
    """Put something into the browser as the page that it happened on would."""
    item |= {"id": f"{kind}-{datetime.now(UTC).timestamp()}", "at": datetime.now(UTC).isoformat()}
    page.evaluate(
        "([key, text]) => localStorage.setItem(key, text)", [f"jobfutures:{kind}:{item['id']}", json.dumps(item)]
    )


def test_a_visitor_goes_through_a_session_and_comes_back_to_it(visitor: Page) -> None:
    visitor.goto("/practice/")
    expect(visitor.locator("[data-kept]")).to_be_hidden()
    look(visitor, "practice-visitor")
    follow(visitor, visitor.get_by_role("button", name="5 minutes", exact=True))
    where = visitor.url
    assert "begun=" in where
    look(visitor, "session-visitor")

    said = visitor.locator("[data-step=aloud]")
    keep_in_browser(visitor, "telling", {"question": said.get_attribute("data-key"), "seconds": 80})
    visitor.reload()
    expect(said.get_by_text("Done")).to_be_visible()
    expect(visitor.locator("[data-step=cards]").get_by_text("Next")).to_be_visible()

    visitor.goto("/practice/")
    expect(visitor.get_by_text("In this browser so far: 1 answer said aloud.")).to_be_visible()
    visitor.get_by_role("link", name="Continue the session of this browser").click()
    assert visitor.url == where
    for _card in range(int(visitor.locator("[data-step=cards]").get_attribute("data-count") or 0)):
        keep_in_browser(visitor, "entry", {"act": "REVIEWED", "grade": 3, "card": "a/b"})
    visitor.reload()
    expect(visitor.get_by_role("heading", name="That was it for this session")).to_be_visible()
    look(visitor, "session-visitor-over")


def test_each_step_of_a_session_leads_back_to_it(visitor: Page) -> None:
    visitor.goto("/practice/")
    follow(visitor, visitor.get_by_role("button", name="5 minutes", exact=True))
    where = visitor.url
    visitor.locator("[data-step=aloud] [data-step-link]").click()
    back = visitor.get_by_role("link", name="Back to the session")
    expect(back).to_be_visible()
    look(visitor, "session-step")
    visitor.get_by_role("link", name="Guide", exact=True).first.click()  # also after a turn elsewhere
    back.click()
    assert visitor.url == where
    visitor.get_by_role("link", name="Guide", exact=True).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    expect(back).to_have_count(0)  # the way was taken: nothing nags


def follow(page: Page, link: Locator) -> None:
    """Follow a link and wait until the scripts of the next page have begun: they see what is clicked there."""
    with page.expect_navigation(wait_until="domcontentloaded"):
        link.click()


def go_through(page: Page) -> int:
    """Do each step of the session on the page, leave out what takes longer; return how many cards were answered."""
    step = page.locator("[data-step]:has([data-mark=now])")
    cards = 0
    while step.count():
        kind = step.get_attribute("data-step")
        if kind not in ("cards", "aloud"):
            follow(page, step.get_by_role("link", name="Leave it out"))
            continue
        number = int(step.get_attribute("data-count") or 0)
        follow(page, step.locator("[data-step-link]"))
        for _card in range(number):
            expect(page.locator("[data-card]")).to_be_visible()
            page.keyboard.press("Space")
            page.get_by_role("button", name="Good").click()
        cards += number
        if kind == "aloud":
            page.get_by_label("Or write it").fill("What I would say.")
            page.get_by_text("I have finished").click()
            page.get_by_role("checkbox").first.check()
            page.get_by_role("button", name="Compare with the answer").click()
            expect(page.get_by_role("heading", name="Strong")).to_be_visible()
        follow(page, page.get_by_role("link", name="Back to the session"))
    return cards


def test_a_whole_session_without_an_account_is_found_after_signing_up(visitor: Page, operator: Page) -> None:
    visitor.goto("/practice/")
    follow(visitor, visitor.get_by_role("button", name="5 minutes", exact=True))
    cards = go_through(visitor)
    expect(visitor.get_by_role("heading", name="That was it for this session")).to_be_visible()
    assert cards > 0

    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    until(visitor, "!Object.keys(localStorage).some(key => /^jobfutures:(entry|telling):/.test(key))")
    visitor.goto("/practice/progress/")
    rows = (
        visitor.get_by_role("region", name="Cards")
        .locator("tbody tr")
        .evaluate_all(
            "rows => rows.map(row => [1, 2, 3].reduce((sum, column) => sum + Number(row.cells[column].textContent), 0))"
        )
    )
    assert sum(rows) >= cards  # those that were answered, and what was missing aloud


def test_a_session_and_a_plan_need_no_script(browser: Browser, site: Serving, width: int) -> None:
    with opened(browser, site, width, java_script_enabled=False) as page:
        page.goto("/practice/session/")
        page.get_by_role("button", name="15 minutes").click()
        first = page.locator("[data-step]").first
        first.get_by_role("link", name="Leave it out").click()
        expect(first.get_by_text("Left out")).to_be_visible()
        first.get_by_role("link", name="Take it up again").click()
        expect(first.get_by_text("Next")).to_be_visible()

        page.goto("/practice/plan/")
        page.get_by_label("Minutes a day").fill("1")
        page.get_by_role("button", name="Show the plan").click()
        expect(page.get_by_text("Between 5 and 240 minutes a day")).to_be_visible()
        page.get_by_label("Minutes a day").fill("45")
        page.get_by_role("button", name="Show the plan").click()
        expect(page.get_by_role("heading", name="Week by week")).to_be_visible()


def test_somebody_with_an_account_keeps_a_plan_and_goes_through_a_session(operator: Page) -> None:
    operator.goto("/practice/plan/")
    look(operator, "plan-empty")
    operator.get_by_label("Day of the interview").fill((datetime.now(UTC) + timedelta(days=30)).date().isoformat())
    operator.get_by_label("Minutes a day").fill("20")
    operator.get_by_role("button", name="Keep this plan").click()
    expect(operator.get_by_text("The plan is kept.")).to_be_visible()
    expect(operator.get_by_role("heading", name="What does not fit")).to_be_visible()
    look(operator, "plan")

    operator.goto("/practice/session/")  # where lengths are offered also to who has left a session open
    operator.get_by_role("button", name="5 minutes", exact=True).click()
    expect(operator.get_by_role("heading", name="A session of 5 minutes")).to_be_visible()
    operator.goto("/practice/session/")
    look(operator, "session-choice")
    operator.get_by_role("button", name="30 minutes").click()
    look(operator, "session")
    operator.get_by_role("button", name="Leave it out").first.click()
    expect(operator.get_by_text("Left out")).to_be_visible()
    operator.goto("/practice/")
    look(operator, "practice")
    operator.get_by_role("link", name="Continue").click()
    operator.get_by_role("button", name="End the session here").click()
    expect(operator.get_by_role("heading", name="That was it for this session")).to_be_visible()
    look(operator, "session-over")

    operator.goto("/practice/plan/")
    operator.get_by_role("button", name="Delete the plan").click()
    expect(operator.get_by_text("The plan is deleted.")).to_be_visible()


def test_preferences_are_refused_with_a_sentence_and_kept(operator: Page) -> None:
    operator.goto("/practice/preferences/")
    operator.get_by_label("New cards a day").fill("1000")
    operator.get_by_role("button", name="Keep").click()
    expect(operator.get_by_text("Between 0 and 100")).to_be_visible()
    look(operator, "preferences-refused")
    operator.get_by_label("New cards a day").fill("10")
    operator.get_by_role("button", name="Keep").click()
    expect(operator.get_by_text("Kept. It holds from the next card on.")).to_be_visible()
