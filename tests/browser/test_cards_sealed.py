"""A walk of two who interviewed: sealed until both have written, then read side by side, and decided."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from jobfutures.accounts.models import User
from jobfutures.hiring.tests.made import EVIDENCE, MESSAGE
from jobfutures.hiring.tests.sitting import Sitting, sitting
from tests.browser.axe import leave_axe
from tests.browser.walking import PHONE, faults, keep_pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
IVANS = "Drew the queue, and named the moment at which it loses a message."


@contextmanager
def seat(browser: Browser, live_server: Any, held: Sitting, name: str) -> Iterator[Page]:
    """A phone on which somebody is signed in."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": PHONE, "height": 900}, reduced_motion="reduce"
    )
    cookies = held.client(name).cookies.items()
    context.add_cookies([{"name": key, "value": one.value, "url": live_server.url} for key, one in cookies])
    leave_axe(context)
    yield context.new_page()
    context.close()


def look(page: Page, name: str) -> None:
    keep_pictures(page, name)
    assert faults(page) == []


def write(page: Page, held: Sitting, evidence: str, *, recommend: str) -> None:
    """Write a card to its end; a card with nothing in it comes back with sentences first."""
    page.goto(held.path("card/"))
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Choose what you heard, or that it was not observed.").first).to_be_visible()
    for section in page.locator("section.criterion").all():
        section.get_by_role("radio").nth(2).check()
        section.get_by_role("textbox").fill(evidence)
    page.get_by_label(recommend, exact=True).check()
    look(page, "card")
    page.get_by_role("button", name="Hand it in").click()
    expect(page.get_by_text("Your card is in.")).to_be_visible()


def test_two_write_alone_read_together_and_one_decides(
    browser: Browser, live_server: Any, ben: User, ana: User
) -> None:
    held = sitting(ben, ana)
    with ExitStack() as seats:
        ivan, iris, rita = (
            seats.enter_context(seat(browser, live_server, held, name)) for name in ("ivan", "iris", "rita")
        )
        write(ivan, held, IVANS, recommend="Yes")
        for page in (iris, rita):
            page.goto(held.path())
            expect(page.get_by_text("stay sealed until every card is in")).to_be_visible()
            expect(page.get_by_text(IVANS)).to_have_count(0)
        look(rita, "cards-sealed")
        write(iris, held, EVIDENCE, recommend="Not sure")
        expect(iris.get_by_text(IVANS).first).to_be_visible()
        look(iris, "cards-open")

        rita.goto(held.decision_path)
        rita.get_by_label("Decline").check()
        rita.get_by_label("Reason for a no").select_option(label="Another reason, in the message")
        rita.get_by_label("What the candidate reads").fill(MESSAGE)
        rita.get_by_label("Round 1: ivan@example.org").check()
        rita.get_by_label("Tell them criterion by criterion what was heard").check()
        look(rita, "decision")
        rita.get_by_role("button", name="Decide, and tell the candidate").click()
        expect(rita.get_by_text("Decided. The candidate gets a letter")).to_be_visible()
        expect(rita.get_by_text("Rests on:")).to_be_visible()
        look(rita, "decision-record")
