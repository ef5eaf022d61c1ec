"""A walk through progress: answers show up, the file is taken along and comes back."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import look

pytestmark = pytest.mark.browser
PROGRESS = "/practice/progress/"


def test_answers_show_up_and_the_file_comes_back(operator: Page, tmp_path: Path) -> None:
    operator.goto("/practice/cards/")
    for key in ("2", "2", "1", "2"):
        operator.keyboard.press("Space")
        expect(operator.locator("[data-back]")).to_be_visible()
        operator.keyboard.press(key)
        expect(operator.locator("[data-back]")).to_be_hidden()

    operator.goto(PROGRESS)
    for summary in operator.get_by_text("The same as a table").all():
        summary.click()
    look(operator, "progress")
    with operator.expect_download() as taken:
        operator.get_by_role("link", name="Download practice.json").click()
    taken.value.save_as(tmp_path / "practice.json")

    operator.get_by_role("link", name="Bring a file back").click()
    operator.get_by_label("The file practice.json").set_input_files(tmp_path / "practice.json")
    operator.get_by_role("button", name="Read it in").click()
    expect(operator.get_by_role("status")).to_contain_text("Nothing was changed")
    look(operator, "import")

    (tmp_path / "broken.json").write_text('{"entries": [{}]}')
    operator.get_by_label("The file practice.json").set_input_files(tmp_path / "broken.json")
    operator.get_by_role("button", name="Read it in").click()
    expect(operator.locator(".errors")).to_contain_text("number 1")
    look(operator, "import-refused")


def test_a_visitor_reads_where_progress_lives(visitor: Page) -> None:
    visitor.goto(PROGRESS)
    look(visitor, "progress-visitor")
