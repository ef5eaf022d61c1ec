"""What the walks share: pages that listen for complaints, a look at a page, and ways in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Page, StorageState, expect

from tests.browser.axe import ALL, COLOURS_ONLY, leave_axe, violations
from tests.people import PASSWORD
from tests.serving import Serving

PICTURES = Path(__file__).parents[2] / "test-artifacts"
PATIENCE_MS = 60_000
PHONE, DESK = 375, 1440
OPERATOR = "olga@example.org"


@contextmanager
def opened(browser: Browser, site: Serving, width: int, **options: Any) -> Iterator[Page]:
    """Open a page of this width; once the walk is over, nothing may have been complained about on its console."""
    shape: Any = {"viewport": {"width": width, "height": 900}, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=site.address, **shape, **options)
    context.set_default_timeout(PATIENCE_MS)
    expect.set_options(timeout=PATIENCE_MS)
    leave_axe(context)
    page = context.new_page()
    said: list[tuple[str, str]] = []
    visited: set[str] = set()
    page.on("framenavigated", lambda frame: visited.add(frame.url))
    page.on("console", lambda line: said.append((line.text, line.location.get("url", ""))) if is_error(line) else None)
    page.on("pageerror", lambda error: said.append((str(error), "")))
    yield page
    context.close()
    complaints = [f"{text} {where}" for text, where in said if not is_of_a_page(text, where, visited)]
    assert not complaints, "\n".join(complaints)


def is_error(line: ConsoleMessage) -> bool:
    return line.type == "error"


def is_of_a_page(text: str, where: str, visited: set[str]) -> bool:
    """Tell what Chromium says of every page that answers 404, 422 or 503, sometimes before or after it shows it."""
    return ("status of 4" in text or "status of 503" in text) and where in visited


def at_widths(page: Page) -> Iterator[int]:
    """Make a page as wide as a phone, then as a desk, then as it was."""
    before = page.viewport_size
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 900})
        yield width
    if before:
        page.set_viewport_size(before)


def faults(page: Page) -> list[str]:
    """Return what is wrong with how a page looks on a phone and on a desk: axe's violations, for colours in both
    themes, and a page that scrolls sideways.
    """
    return [fault for width in at_widths(page) for fault in faults_at(page, width)]


def faults_at(page: Page, width: int) -> list[str]:
    found = []
    for scheme in ("light", "dark") if width == DESK else ("light",):  # a theme's colours know no width
        page.emulate_media(color_scheme=scheme)
        found += [
            f"{page.url} {width} {scheme}: {one['id']} at {[node['target'] for node in one['nodes']][:3]}"
            for one in violations(page, ALL if scheme == "light" else COLOURS_ONLY)
        ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{page.url} {width} scrolls sideways")
    return found


def keep_pictures(page: Page, name: str) -> None:
    """Keep pictures for somebody to look at, where JOBFUTURES_PICTURES=yes asks for them."""
    if os.environ.get("JOBFUTURES_PICTURES") != "yes":
        return
    for width in at_widths(page):
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", full_page=True)


def look(page: Page, name: str) -> None:
    """Judge how a page looks, and keep pictures of it where they are asked for."""
    wrong = faults(page)
    keep_pictures(page, name)
    assert not wrong, "\n".join(wrong)


def become_operator(browser: Browser, site: Serving) -> StorageState:
    """Open the one-time link that the server printed, make the operator's account, and sign in with it."""
    with opened(browser, site, 1440) as page:
        page.goto(site.setup_link())
        page.get_by_label("Your e-mail address").fill(OPERATOR)
        page.get_by_label("A password").fill(PASSWORD)
        page.get_by_role("button", name="Make my account").click()
        expect(page.get_by_text("You are the operator now.")).to_be_visible()
        sign_in(page, OPERATOR)
        return page.context.storage_state()


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_up(page: Page, operator: Page, email: str) -> None:
    """Make an account, and confirm it by the link that the operator finds in the mailbox of the site."""
    page.goto("/account/login/")
    page.get_by_role("link", name="Create one").click()
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    open_letter(operator, email)
    link = operator.locator("a[href*='/account/confirm-email/']").get_attribute("href") or ""
    page.goto(link)
    page.get_by_role("button", name="Yes, it is mine").click()
    page.wait_for_url(lambda address: "confirm-email" not in address)  # or the next page would come before it is done
    signed_in, sign_in_page = (page.get_by_role(role, name=name, exact=True) for role, name in (
        ("link", "Account"), ("heading", "Sign in")))  # fmt: skip
    expect(signed_in.or_(sign_in_page)).to_be_visible()
    if sign_in_page.count():  # allauth forgets who signs up when a page of the same session was opened meanwhile
        sign_in(page, email)
    expect(signed_in).to_be_visible()


def open_letter(operator: Page, email: str, subject: str = "") -> None:
    """Open the newest letter to somebody, as soon as the worker has put it into the mailbox."""
    row = operator.locator(".rows > li").filter(has_text=f"To {email}").filter(has_text=subject)
    operator.goto("/inbox/")
    for _ in range(PATIENCE_MS // 500):
        if row.count():
            break
        operator.wait_for_timeout(500)
        operator.goto("/inbox/")
    row.first.locator("a.title").click()
    expect(operator.get_by_text("Written")).to_be_visible()


def until(page: Page, expression: str) -> None:
    """Wait until an expression is true on a page; Playwright's own way needs an eval, which our policy forbids."""
    for _ in range(PATIENCE_MS // 100):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"never true on {page.url}: {expression}")


def open_offer(page: Page, role: str) -> None:
    """Open the page of a check, once the first banks are there: they are made in the background of the first start.

    Whoever has begun this check finds the way on instead.
    """
    for _ in range(4 * PATIENCE_MS // 500):  # each is simulated first, and other tests run beside
        page.goto(f"/checks/{role}/")
        if page.get_by_role("button", name="Begin the check").or_(page.locator("main").get_by_text("Go on")).count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(f"no check of {role} was opened: {page.locator('main').inner_text()}")
