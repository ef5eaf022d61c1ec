"""Predictions: an output, a number, a line, an exception; a repair; by keyboard, without script, without sandbox."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import look, opened, sign_up
from tests.serving import PATIENCE_S, Serving, serving, wait_until

pytestmark = pytest.mark.browser
LIST = "/practice/predict/"
OUTPUT, COUNT, LINE, EXCEPTION = (
    f"{LIST}{slug}/" for slug in ("grid-of-one-row", "only-one-column", "expired-sessions", "swallowed-cancellation")
)
WRONG = re.compile(r"\['free', 'taken', 'free'\]\s+\['free', 'free', 'free'\]")
REPAIRED = """seats = [["free"] * 3 for _ in range(2)]
seats[0][1] = "taken"

for row in seats:
    print(row)
"""
PASTE = """(editor, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture(autouse=True)
def runner(site: Serving) -> None:
    """Wait for the runner: it starts after the first page, and each web process asks for it every few seconds."""
    page = f"{site.address}{OUTPUT}repair/"
    wait_until(lambda: 'data-bench="server"' in httpx.get(page, timeout=PATIENCE_S).text, "the runner")


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page.evaluate("localStorage.getItem('jobfutures:predictions') || '[]'"))
    return found


def same_as_recorded(page: Page) -> None:
    expect(page.get_by_text("It did what our recorded run of").first).to_be_visible()


def write(page: Page, text: str) -> None:
    content = page.locator(".repair .cm-content")
    content.press("Control+a")
    content.evaluate(PASTE, text)


def test_an_output_is_predicted_by_keyboard_and_the_program_repaired(visitor: Page) -> None:
    visitor.goto(LIST)
    look(visitor, "predictions")
    visitor.get_by_role("link", name="Two rows of seats").click()
    expect(visitor.get_by_text("Keys 1 to 4 choose")).to_be_attached()
    look(visitor, "prediction")

    wrong = visitor.locator(".choice", has_text=WRONG).locator("input")
    visitor.keyboard.press(wrong.get_attribute("value") or "")
    expect(wrong).to_be_checked()
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_role("heading", name="It did something else")).to_be_focused()
    same_as_recorded(visitor)
    expect(visitor.locator(".did samp").first).to_contain_text("['free', 'taken', 'free']\n['free', 'taken', 'free']")
    expect(visitor.locator("[data-recorded]")).to_be_hidden()
    expect(visitor.get_by_text("This would need two lists of seats")).to_be_visible()
    look(visitor, "prediction-answered")
    (attempt,) = kept(visitor)
    UUID(attempt.pop("id"))
    assert attempt.pop("at").endswith("Z")
    assert attempt["answer"].splitlines() == ["['free', 'taken', 'free']", "['free', 'free', 'free']"]
    assert {**attempt, "answer": ""} == {"prediction": "grid-of-one-row", "answer": "", "right": False, "fixed": False}

    visitor.get_by_role("link", name="Repair it").click()
    expect(visitor.locator(".repair .cm-content")).to_be_focused()
    visitor.keyboard.press("Control+Enter")
    expect(visitor.get_by_text("Not yet: it prints something else")).to_be_visible()
    expect(visitor.get_by_label("What the repaired program printed")).to_be_visible()
    look(visitor, "repair-not-yet")
    write(visitor, REPAIRED)
    visitor.keyboard.press("Control+Enter")
    expect(visitor.get_by_text("Reached: it prints what the repaired program prints.")).to_be_visible()
    visitor.get_by_text("Show one way to repair it").click()
    look(visitor, "repair-reached")
    assert [one["fixed"] for one in kept(visitor)] == [True]

    visitor.goto(LIST)
    expect(visitor.get_by_text("Done, and repaired")).to_be_visible()


def test_a_number_of_queries_is_predicted(visitor: Page) -> None:
    visitor.goto(COUNT)
    look(visitor, "prediction-of-a-number")
    visitor.get_by_label("Number of queries").fill("4")
    visitor.keyboard.press("Enter")

    expect(visitor.get_by_role("heading", name="Right", exact=True)).to_be_visible()
    same_as_recorded(visitor)
    expect(visitor.locator(".did samp").first).to_contain_text("4 queries")
    look(visitor, "prediction-of-a-number-right")


def test_a_line_is_predicted(visitor: Page) -> None:
    visitor.goto(LINE)
    look(visitor, "prediction-of-a-line")
    visitor.locator("[name=answer][value='7']").check()
    visitor.get_by_role("button", name="That is my answer").click()

    expect(visitor.get_by_text("It raised here")).to_be_visible()
    expect(visitor.get_by_text("You said this line")).to_be_visible()
    same_as_recorded(visitor)
    expect(visitor.locator(".did samp").first).to_contain_text("RuntimeError: dictionary changed size during iteration")
    look(visitor, "prediction-of-a-line-answered")


def test_an_account_keeps_what_was_said_and_repaired(visitor: Page, operator: Page) -> None:
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    visitor.goto(EXCEPTION)
    visitor.get_by_label("no exception").check()
    visitor.get_by_role("button", name="That is my answer").click()
    expect(visitor.get_by_role("heading", name="Right", exact=True)).to_be_focused()
    same_as_recorded(visitor)
    assert kept(visitor) == []

    visitor.goto(EXCEPTION)
    visitor.get_by_role("link", name="Right", exact=True).click()
    expect(visitor.get_by_label("What our recorded run printed")).to_contain_text("price shown")
    look(visitor, "prediction-attempt")
    visitor.goto(LIST)
    expect(visitor.get_by_text("Done, you were right")).to_be_visible()


def test_the_keys_can_be_switched_off(visitor: Page) -> None:
    visitor.goto(OUTPUT)
    visitor.locator("[data-keys]").evaluate("box => box.click()")
    visitor.keyboard.press("1")
    expect(visitor.locator("[name=answer][value='1']")).not_to_be_checked()
    visitor.reload()
    visitor.keyboard.press("1")
    expect(visitor.locator("[name=answer][value='1']")).not_to_be_checked()


def test_without_script_everything_works_by_forms(browser: Browser, site: Serving, width: int) -> None:
    with opened(browser, site, width, java_script_enabled=False) as page:
        page.goto(LINE)
        page.locator("[name=answer][value='5']").check()
        page.get_by_role("button", name="That is my answer").click()
        expect(page.get_by_role("heading", name="Right", exact=True)).to_be_visible()
        expect(page.locator(".did")).to_contain_text("It did what our recorded run of")

        page.get_by_role("button", name="Run it").click()
        expect(page.get_by_role("heading", name="Right", exact=True)).to_be_visible()
        page.get_by_role("link", name="Repair it").click()
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_text("Not yet. It ended with RuntimeError, in line 5.")).to_be_visible()
        source = page.get_by_label("The program")
        source.fill(source.input_value().replace("sessions.items()", "list(sessions.items())"))
        page.get_by_role("button", name="Run").click()
        expect(page.get_by_text("Reached: it prints what the repaired program prints.")).to_be_visible()


@pytest.fixture(scope="module")
def site_without_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("without") / "data"
    with serving(folder, RUNNERS=f"unix:{folder}/nowhere.sock") as copy:
        yield copy


def test_where_the_site_has_no_sandbox_the_browser_runs_it(browser: Browser, site_without_sandbox: Serving) -> None:
    with opened(browser, site_without_sandbox, 1440) as page:
        for address, answer, printed in ((COUNT, "4", "4 queries"), (LINE, "5", "RuntimeError: dictionary changed")):
            page.goto(address)
            if address == COUNT:
                page.get_by_label("Number of queries").fill(answer)
            else:
                page.locator(f"[name=answer][value='{answer}']").check()
            page.get_by_role("button", name="That is my answer").click()
            expect(page.get_by_label("What our recorded run printed")).to_contain_text(printed)
            page.locator(".did").get_by_role("button", name="Run it").click()
            expect(page.locator(".did samp").first).to_contain_text(printed)
            same_as_recorded(page)
            expect(page.get_by_text("It ran in your browser.")).to_be_visible()
        page.get_by_role("link", name="Repair it").click()
        page.locator(".repair").get_by_role("button", name="Run").click()
        expect(page.get_by_text("Not yet: it prints something else")).to_be_visible()


def test_without_sandbox_and_script_the_recorded_run_is_shown(browser: Browser, site_without_sandbox: Serving) -> None:
    with opened(browser, site_without_sandbox, 375, java_script_enabled=False) as page:
        page.goto(COUNT)
        page.get_by_label("Number of queries").fill("1")
        page.get_by_role("button", name="That is my answer").click()

        expect(page.get_by_text("Below is what our recorded run did.")).to_be_visible()
        expect(page.get_by_label("What our recorded run printed")).to_contain_text("4 queries")
