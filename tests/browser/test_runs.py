"""Examples that run from their page: as they stand, changed, by keyboard, without script, and in the browser itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import look, opened
from tests.serving import Serving, serving, wait_until

pytestmark = pytest.mark.browser
PLAIN = "/guides/python-backend/decorators/at-line-expansion/"
DJANGO = "/guides/python-backend/orm-loading/query-count-in-a-test/"


@pytest.fixture(autouse=True)
def runner(site: Serving) -> None:
    """Wait for the runner: it starts after the first page."""
    wait_until((site.folder / "runner.sock").exists, "the runner")


def verdict(page: Page, how: str) -> None:
    expect(page.locator(f"[role=status][data-verdict={how}]")).to_be_visible()


def typed(page: Page, source: str) -> None:
    """Replace the source in the editor, which moves lines in and closes brackets by itself."""
    page.locator(".editor .cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.type(source)


def test_an_example_runs_as_it_stands_and_says_what_our_run_said(visitor: Page) -> None:
    visitor.goto(DJANGO)
    visitor.get_by_role("link", name="Run").first.click()

    verdict(visitor, "ok")
    expect(visitor.locator(".your-run samp")).to_contain_text("passed, queries asserted: 2, 2")
    expect(visitor.get_by_role("button", name="Run")).to_be_focused()
    expect(visitor.locator("figure.example > pre")).to_be_visible()
    look(visitor, "example-that-ran")


def test_a_changed_example_runs_by_keyboard_and_reset_brings_it_back(visitor: Page) -> None:
    visitor.goto(PLAIN)
    visitor.get_by_role("link", name="Change").first.focus()
    visitor.keyboard.press("Enter")
    typed(visitor, "def test_mine():\nprint('\\x1bc <b>mine</b>')\nassert 1 == 2")
    look(visitor, "example-that-changes")
    visitor.keyboard.press("Control+Enter")

    verdict(visitor, "failed")
    expect(visitor.locator(".your-run samp")).to_contain_text("<U+001B>c <b>mine</b>")
    expect(visitor.locator(".your-run samp")).to_contain_text("assert 1 == 2")
    look(visitor, "example-that-failed")

    visitor.get_by_role("link", name="Reset").click()
    expect(visitor.locator("figure.example > pre")).to_be_visible()
    expect(visitor.locator(".your-run")).to_be_hidden()
    visitor.get_by_role("button", name="Run").click()
    verdict(visitor, "ok")


def test_the_editor_lets_go_of_the_keyboard(visitor: Page) -> None:
    visitor.goto(PLAIN)
    visitor.get_by_role("link", name="Change").first.click()
    typed(visitor, "x = 1")
    visitor.keyboard.press("Home")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("textbox", name=re.compile("^Source of"))).to_have_text("    x = 1")

    visitor.keyboard.press("Escape")
    visitor.keyboard.press("Tab")
    expect(visitor.get_by_role("button", name="Run")).to_be_focused()


def test_the_editor_and_python_are_loaded_by_those_who_use_them_only(visitor: Page) -> None:
    asked: list[str] = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.goto(PLAIN)
    visitor.wait_for_load_state("networkidle")

    assert [url for url in asked if "run" in url.rpartition("/")[2]] == [url for url in asked if "/guide/run." in url]
    assert not [url for url in asked if "vendor" in url]


def test_without_script_an_example_runs_on_a_page_of_its_own(browser: Browser, site: Serving, width: int) -> None:
    with opened(browser, site, width, java_script_enabled=False) as page:
        page.goto(PLAIN)
        page.get_by_role("link", name="Run").first.click()
        source = page.get_by_label("Source of")
        expect(source).to_contain_text("def shouting(function):")
        source.fill("def test_mine():\n    assert 1 == 2\n")
        page.get_by_role("button", name="Run").click()

        expect(page.get_by_text("At least one test failed.")).to_be_visible()
        expect(page.get_by_label("Source of")).to_have_value("def test_mine():\n    assert 1 == 2\n")
        expect(page.locator(".your-run samp")).to_contain_text("assert 1 == 2")


def test_the_page_of_a_run_looks_right_with_script(visitor: Page) -> None:
    visitor.goto(f"{PLAIN}examples/1/runs/")
    expect(visitor.get_by_role("textbox", name=re.compile("^Source of"))).to_be_focused()
    visitor.keyboard.press("Control+Enter")

    verdict(visitor, "ok")
    look(visitor, "run")


@pytest.fixture(scope="module")
def site_without_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("without") / "data"
    with serving(folder, RUNNERS=f"unix:{folder}/nowhere.sock") as copy:
        yield copy


def test_where_the_site_has_no_sandbox_examples_run_in_the_browser(
    browser: Browser, site_without_sandbox: Serving
) -> None:
    with opened(browser, site_without_sandbox, 1440) as page:
        page.goto(DJANGO)
        page.get_by_role("link", name="Run").first.click()
        expect(page.get_by_text("This site has no sandbox at the moment")).to_be_visible()
        verdict(page, "ok")
        expect(page.locator(".your-run samp")).to_contain_text("passed, queries asserted: 2, 2")
        expect(page.get_by_text("It ran in your browser.")).to_be_visible()
        look(page, "example-in-the-browser")

        page.get_by_role("button", name="Change").click()
        typed(page, "def test_mine():\nwhile True: pass")
        page.get_by_role("button", name="Run").click()
        page.get_by_role("button", name="Stop").click()
        expect(page.get_by_text("You stopped it.")).to_be_visible()

        typed(page, "import threading\ndef test_mine():\nthreading.Thread(target=print).start()")
        page.get_by_role("button", name="Run").click()
        verdict(page, "failed")
        expect(page.get_by_text("It uses what a browser does not have")).to_be_visible()


def test_without_sandbox_and_script_the_page_says_so(browser: Browser, site_without_sandbox: Serving) -> None:
    with opened(browser, site_without_sandbox, 375, java_script_enabled=False) as page:
        page.goto(f"{PLAIN}examples/1/runs/")
        page.get_by_role("button", name="Run").click()

        expect(page.get_by_text("No sandbox answers at the moment. Your text is still here.")).to_be_visible()
        expect(page.get_by_text("which needs JavaScript")).to_be_visible()
