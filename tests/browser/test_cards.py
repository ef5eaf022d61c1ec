"""Walks through cards: without an account, then with one; without a network; without script; and the two schedulers."""

import re
from datetime import UTC, datetime
from itertools import accumulate, product
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from jobfutures.practice.rules import AGAIN, EASY, GOOD, HARD, NOTHING, reviewed
from tests.browser.walking import look, opened, sign_up, until
from tests.people import NOON
from tests.serving import Serving

pytestmark = pytest.mark.browser
CARDS = "/practice/cards/"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('jobfutures:entry:')).length"
GRADES_EACH = 6  # 4,096 histories
GAPS_S = (30, 600, 7200, 86_399, 86_400, 3 * 86_400 + 5, 9 * 86_400, 40 * 86_400, 400 * 86_400 + 77)
REPLAY = """async ([place, histories]) => {
  const { NOTHING, reviewed } = await import(place);
  return histories.map((history) => {
    let memory = NOTHING;
    return history.map(([at, grade]) => {
      memory = reviewed(memory, grade, at);
      return [memory.state, memory.due, memory.stability, memory.difficulty];
    });
  });
}"""


def answer(page: Page, key: str) -> str:
    """Answer the card of now by keyboard; return its front."""
    front = page.locator("[data-front]")
    shown = front.inner_text()
    page.keyboard.press("Space")
    expect(page.locator("[data-back]")).to_be_visible()
    page.keyboard.press(key)
    return shown


def begin(page: Page) -> None:
    page.goto(CARDS)
    expect(page.locator("[data-card]")).to_be_visible()


def test_a_visitor_practises_makes_an_account_and_finds_it_there(visitor: Page, operator: Page) -> None:
    begin(visitor)
    look(visitor, "cards-front")
    first = answer(visitor, "2")
    expect(visitor.locator("[data-front]")).not_to_have_text(first)
    answer(visitor, "1")
    visitor.keyboard.press("Space")
    look(visitor, "cards-back")
    assert visitor.evaluate(KEPT) == 2

    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    until(visitor, f"{KEPT} === 0")
    begin(visitor)
    expect(visitor.locator("[data-front]")).not_to_have_text(first)
    expect(visitor.locator("[data-count]")).to_have_text(re.compile("8 to go"))


def test_an_answer_is_taken_back_and_a_card_set_aside(visitor: Page) -> None:
    begin(visitor)
    first = answer(visitor, "2")
    visitor.get_by_role("button", name="Take the last answer back").click()
    expect(visitor.locator("[data-front]")).to_have_text(first)

    visitor.get_by_role("button", name="Set this card aside").click()
    expect(visitor.locator("[data-front]")).not_to_have_text(first)
    visitor.reload()
    expect(visitor.locator("[data-card]")).to_be_visible()
    expect(visitor.locator("[data-front]")).not_to_have_text(first)

    answer(visitor, "2")
    visitor.goto("/practice/progress/")
    expect(visitor.locator("[data-browser-progress] tbody tr")).to_have_count(1)
    look(visitor, "progress-of-a-visitor")


def test_answers_without_a_network_arrive_once_it_is_back(visitor: Page, operator: Page) -> None:
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    begin(visitor)
    visitor.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(visitor, "Boolean(navigator.serviceWorker.controller)")
    answer(visitor, "2")
    until(visitor, f"{KEPT} === 0")
    visitor.goto(CARDS)
    until(visitor, "caches.match('/practice/cards/').then(Boolean)")

    visitor.context.set_offline(True)
    visitor.goto(CARDS)
    expect(visitor.locator("[data-card]")).to_be_visible()
    for _ in range(3):
        answer(visitor, "2")
    assert visitor.evaluate(KEPT) == 3

    visitor.context.set_offline(False)
    visitor.goto("/account/")
    until(visitor, f"{KEPT} === 0")
    begin(visitor)
    expect(visitor.locator("[data-count]")).to_have_text(re.compile("6 to go"))


def test_somebody_with_an_account_needs_no_script(browser: Browser, site: Serving, operator: Page) -> None:
    email = f"{uuid4().hex[:12]}@example.org"
    with opened(browser, site, 375) as page:
        sign_up(page, operator, email)
        state = page.context.storage_state()
    with opened(browser, site, 375, java_script_enabled=False, storage_state=state) as page:
        page.goto(CARDS)
        first = page.locator("[data-front]").inner_text()
        page.get_by_text("Show the answer").click()
        page.get_by_role("button", name="Good").click()
        expect(page.locator("[data-front]")).not_to_have_text(first)
        page.get_by_role("button", name="Take the last answer back").click()
        expect(page.locator("[data-front]")).to_have_text(first)
        page.get_by_role("button", name="Set this card aside").click()
        page.goto(f"{CARDS}set-aside/")
        expect(page.get_by_text(first)).to_be_visible()


def history(grades: tuple[int, ...], number: int) -> list[tuple[int, int]]:
    """Return when, in ms, and how a card was answered: the gaps run through GAPS_S in another order each time."""
    gaps = (GAPS_S[(number * (turn + 1) + number // 7) % len(GAPS_S)] for turn in range(len(grades)))
    begin = round(NOON.timestamp())
    return [(1000 * at, grade) for at, grade in zip(accumulate(gaps, initial=begin), grades, strict=False)]


def test_the_browser_schedules_exactly_as_the_library_does(visitor: Page) -> None:
    histories = [
        history(grades, number) for number, grades in enumerate(product((AGAIN, HARD, GOOD, EASY), repeat=GRADES_EACH))
    ]
    visitor.goto(CARDS)
    place = visitor.evaluate("document.querySelector('script[src*=\"practice/cards\"]').src")
    source = visitor.evaluate("place => fetch(place).then(answer => answer.text())", place)
    schedule = re.search(r"schedule[.\w]*\.js", source)
    assert schedule
    ours: Any = visitor.evaluate(REPLAY, [place.rpartition("/")[0] + "/" + schedule[0], histories])

    for answers, states in zip(histories, ours, strict=True):
        memory = NOTHING
        for (at_ms, grade), (state, due, stability, difficulty) in zip(answers, states, strict=True):
            memory = reviewed(memory, grade, datetime.fromtimestamp(at_ms / 1000, UTC))
            assert memory.due_at is not None
            assert (memory.state, round(memory.due_at.timestamp() * 1000)) == (state, due)
            assert (memory.stability, memory.difficulty) == pytest.approx((stability, difficulty), rel=1e-9)
