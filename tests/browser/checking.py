"""Answers a skill check as somebody who does not know, for the walks."""

from playwright.sync_api import Page, expect

from tests.browser.walking import faults, keep_pictures

MOST = 40  # more questions than any check has


def kind_of(page: Page) -> str:
    """Return how the question on a page is answered."""
    for kind, places in {
        "order": ".steps", "several": "input[type=checkbox]", "lines": ".choices.lines", "choice": ".choices",
        "output": ".typed textarea", "gap": ".typed.gap", "number": ".typed.number",
    }.items():  # fmt: skip
        if page.locator(places).count():
            return kind
    raise AssertionError(page.locator("main").inner_text())


def fill(page: Page, kind: str) -> None:
    """Answer as somebody who does not know: the first option, the order as it stands, a guess."""
    match kind:
        case "order":
            steps = page.locator(".steps select")
            for number in range(steps.count()):
                steps.nth(number).select_option(str(number + 1))
        case "number":
            page.locator(".typed input").fill("3")
        case "gap" | "output":
            page.locator(".typed :is(input, textarea)").fill("nothing")
        case _:
            page.locator(".choice input").first.check()


def answer_all(page: Page, name: str) -> set[str]:
    """Answer until the result is there; look at the first question of each kind. Return the kinds met."""
    met: set[str] = set()
    wrong: list[str] = []
    for _ in range(MOST):
        if "/result/" in page.url:
            break
        kind = kind_of(page)
        if kind not in met:
            met.add(kind)
            wrong += faults(page)
            keep_pictures(page, f"check-{name}-{kind}")
        fill(page, kind)
        number = page.get_by_role("heading", level=1).inner_text()
        page.get_by_role("button", name="Answer and go on").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text(number)
    assert not wrong, "\n".join(wrong)
    return met
