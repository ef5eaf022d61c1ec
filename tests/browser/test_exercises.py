"""Walks through an exercise, on a phone and on a desk: solved, failed three ways, taken along, without script."""

import io
import re
from contextlib import closing
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from tests.browser.walking import PATIENCE_MS, look, opened, sign_up
from tests.serving import Serving

pytestmark = pytest.mark.browser
SLUG = "orm-list-n-plus-one"
WHERE = f"/exercises/{SLUG}/"
FOLDER = Path(__file__).parents[2] / "content/exercises" / SLUG
VIEWS = "orders/views.py"
ATTEMPT = "This attempt, with what you changed"
PASTE = """(editor, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  editor.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def candidate(visitor: Page, operator: Page) -> Page:
    """A page of somebody with an account of their own."""
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    return visitor


def open_editor(page: Page) -> None:
    page.goto(WHERE)
    page.locator("#workbench").scroll_into_view_if_needed()
    expect(page.locator(".file:visible .cm-content")).to_be_visible()


def write(page: Page, path: str, text: str) -> None:
    """Put a text into the editor of one file, as somebody who pastes it; a file that is not there yet is added."""
    if not page.get_by_role("tab", name=path).count():
        page.get_by_text("Add a Python file").click()
        page.get_by_label("Name of a new file").fill(path)
        page.get_by_role("button", name="Add the file").click()
    page.get_by_role("tab", name=path).click()
    content = page.locator(".file:visible .cm-content")
    content.press("Control+a")
    content.evaluate(PASTE, text)
    expect(page.locator(f"[name='file:{path}']")).to_have_value(text)


def write_reference(page: Page) -> None:
    folder = FOLDER / "solutions/reference"
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        write(page, file.relative_to(folder).as_posix(), file.read_text())


def submit(page: Page) -> None:
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.locator("#verdict")).to_be_visible()


def test_a_visitor_tries_makes_an_account_and_solves_it(visitor: Page, operator: Page) -> None:
    visitor.goto("/exercises/")
    look(visitor, "exercises")
    open_editor(visitor)
    look(visitor, "exercise")
    write_reference(visitor)
    visitor.keyboard.press("Control+Enter")
    expect(visitor.get_by_text("The visible checks pass")).to_be_visible()
    look(visitor, "exercise-checked")
    expect(visitor.get_by_text("Draft saved in this browser.")).to_be_visible()

    visitor.locator(".file:visible .cm-content").press("Control+Shift+Enter")
    expect(visitor.get_by_text("Submitting needs an account")).to_be_visible()
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    open_editor(visitor)
    expect(visitor.get_by_text("Draft saved.")).to_be_visible()  # what this browser kept came along
    visitor.locator(".file:visible .cm-content").press("Control+Shift+Enter")

    expect(visitor.locator("#verdict")).to_have_text("Passed")
    look(visitor, "exercise-passed")
    visitor.get_by_role("link", name=ATTEMPT).click()
    look(visitor, "attempt-passed")
    expect(visitor.get_by_role("heading", name="From your solution to the reference")).to_be_visible()
    visitor.goto("/exercises/")
    expect(visitor.get_by_text(re.compile("You passed it on"))).to_be_visible()


def test_it_is_failed_in_three_ways_and_each_is_told(candidate: Page) -> None:
    open_editor(candidate)
    submit(candidate)
    expect(candidate.get_by_text("The list takes the same few queries").first).to_be_visible()
    expect(candidate.locator("#verdict")).to_have_text("Not passed yet")
    look(candidate, "exercise-failed")

    write(candidate, VIEWS, "def order_list(request):\n    raise LookupError('no shelf')\n")
    submit(candidate)
    expect(candidate.get_by_label("Errors of your program")).to_contain_text("LookupError: no shelf")
    candidate.get_by_role("link", name=ATTEMPT).click()
    look(candidate, "attempt-crashed")

    open_editor(candidate)
    write(candidate, VIEWS, "while True:\n    pass\n")
    with closing(candidate.context.new_page()) as other_tab:
        open_editor(other_tab)
        candidate.get_by_role("button", name="Submit", exact=True).click()
        expect(candidate.locator("[data-waiting]")).to_be_visible()
        other_tab.get_by_role("button", name="Submit", exact=True).click()
        expect(other_tab.locator("[data-shown]")).to_contain_text("Your last attempt is not judged yet")
    expect(candidate.locator("#verdict")).to_be_visible()
    expect(candidate.locator("[data-outcome]")).to_contain_text(
        re.compile("Too slow|Too much computing|No whole answer came within")
    )
    look(candidate, "exercise-too-slow")


def test_the_page_of_an_attempt_shows_its_verdict_as_soon_as_it_is_there(candidate: Page) -> None:
    open_editor(candidate)
    candidate.locator("form.workbench").evaluate(
        "(form, where) => { form.action = where; form.submit(); }", f"{WHERE}attempts/"
    )
    candidate.wait_for_url("**/attempts/*-*/")
    expect(candidate.locator("#verdict")).to_have_text("Not passed yet")
    expect(candidate.get_by_role("link", name="Look again")).to_be_hidden()


def test_whatever_becomes_of_a_submission_its_text_stays(candidate: Page) -> None:
    text = "def order_list(request):\n    raise LookupError('kept')\n"
    tab = candidate.context.new_page()  # its console may complain: of what is done to it here
    open_editor(tab)
    tab.context.set_offline(True)
    write(tab, VIEWS, text)
    tab.get_by_role("button", name="Submit", exact=True).click()
    expect(tab.locator("[data-shown]")).to_contain_text("The connection was lost. Your text is still here")
    expect(tab.get_by_text("The draft could not be saved")).to_be_visible()
    tab.context.set_offline(False)
    tab.locator(".file:visible .cm-content").press("Control+End")
    tab.keyboard.type("# again\n")
    text += "# again\n"
    expect(tab.get_by_text("Draft saved.")).to_be_visible()

    tab.context.clear_cookies(name="csrf")
    tab.get_by_role("button", name="Submit", exact=True).click()
    expect(tab.locator("[data-shown]")).to_contain_text("open for too long")

    tab.reload()
    tab.locator("#workbench").scroll_into_view_if_needed()
    submit(tab)
    expect(tab.get_by_label("Errors of your program")).to_contain_text("LookupError: kept")
    expect(tab.locator(f"[name='file:{VIEWS}']")).to_have_value(text)

    tab.context.clear_cookies(name="session")
    tab.get_by_role("button", name="Submit", exact=True).click()
    expect(tab.get_by_text("Submitting needs an account")).to_be_visible()
    expect(tab.locator(f"[name='file:{VIEWS}']")).to_have_value(text)


def test_the_tabs_follow_the_arrow_keys_and_a_new_file_comes_and_goes(visitor: Page) -> None:
    open_editor(visitor)
    first, second = visitor.get_by_role("tab").nth(0), visitor.get_by_role("tab").nth(1)
    first.focus()
    visitor.keyboard.press("ArrowRight")
    expect(second).to_be_focused()
    expect(second).to_have_attribute("aria-selected", "true")
    visitor.keyboard.press("End")
    visitor.keyboard.press("ArrowRight")
    expect(first).to_be_focused()

    visitor.get_by_text("Add a Python file").click()
    visitor.get_by_label("Name of a new file").fill("orders/totals.py")
    visitor.get_by_role("button", name="Add the file").click()
    write(visitor, "orders/totals.py", "TOTAL = 1\n")
    expect(visitor.get_by_text("Draft saved in this browser.")).to_be_visible()
    visitor.reload()
    visitor.locator("#workbench").scroll_into_view_if_needed()
    visitor.get_by_role("tab", name="orders/totals.py").click()
    expect(visitor.locator(".file:visible .cm-content")).to_contain_text("TOTAL = 1")

    visitor.get_by_text("Start again").click()
    visitor.get_by_role("button", name="Yes, put it back").click()
    expect(visitor.get_by_role("tab", name="orders/totals.py")).to_have_count(0)


def test_a_project_is_taken_along_and_brought_back(candidate: Page) -> None:
    candidate.goto(WHERE)
    with candidate.expect_download() as coming:
        candidate.get_by_role("link", name="Download the project").click()
    packed = Path(coming.value.path()).read_bytes()
    with ZipFile(io.BytesIO(packed)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[f"{SLUG}/{VIEWS}"] += b"\n# worked on at home\n"
    again = io.BytesIO()
    with ZipFile(again, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    given: FilePayload = {"name": "project.zip", "mimeType": "application/zip", "buffer": again.getvalue()}
    candidate.get_by_label("A ZIP of the project").set_input_files(files=[given])
    candidate.get_by_role("button", name="Bring it back").click()

    expect(candidate.get_by_text("The ZIP was taken")).to_be_visible()
    open_editor(candidate)
    expect(candidate.locator(".file:visible .cm-content")).to_contain_text("# worked on at home")
    candidate.locator("summary", has_text="Start again").click()
    candidate.get_by_role("button", name="Yes, put it back").click()
    expect(candidate.get_by_text("The project is as it was given.")).to_be_visible()


def test_everything_works_without_script(browser: Browser, site: Serving, width: int) -> None:
    with opened(browser, site, width, java_script_enabled=False) as page:
        page.goto(WHERE)
        page.get_by_role("link", name="Open the editor without JavaScript").click()
        page.get_by_label(VIEWS).fill("def order_list(request): ...")
        page.get_by_role("button", name="Run the visible checks").click()
        expect(page.locator("#results .verdict")).to_have_text(re.compile("Not there yet|ended before"))
        expect(page.get_by_label(VIEWS)).to_have_value("def order_list(request): ...")
        page.get_by_role("button", name="Submit", exact=True).click()
        expect(page.get_by_text("Submitting needs an account")).to_be_visible()
        expect(page.get_by_label(VIEWS)).to_have_value("def order_list(request): ...")


def test_a_verdict_comes_without_script(candidate: Page, browser: Browser, site: Serving, width: int) -> None:
    signed_in = candidate.context.storage_state()
    with opened(browser, site, width, java_script_enabled=False, storage_state=signed_in) as page:
        page.goto(WHERE)
        page.get_by_role("button", name="Submit", exact=True).click()
        for _ in range(PATIENCE_MS // 500):
            if page.locator("#verdict").count():
                break
            page.wait_for_timeout(500)
            page.get_by_role("link", name="Look again").click()
        expect(page.locator("#verdict")).to_have_text("Not passed yet")
