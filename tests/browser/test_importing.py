"""A walk from a job board's file to drafts: shown first, imported after a yes, without any script."""

import pytest
from playwright.sync_api import Browser, Page, expect

from jobfutures.jobs.tests.reading import FILES
from tests.browser.sharing import add_company, join
from tests.browser.walking import OPERATOR, look, opened
from tests.serving import Serving

pytestmark = pytest.mark.browser


def test_a_board_is_looked_at_and_imported(operator: Page, width: int) -> None:
    slug = f"board{width}"
    add_company(operator, OPERATOR, slug=slug)
    join(operator)
    operator.goto(f"/hire/{slug}/jobs/import/")
    look(operator, "import")
    operator.get_by_role("button", name="Show what it would do").click()
    expect(operator.get_by_text("Choose a file, or name the address of the board.")).to_be_visible()
    look(operator, "import-refused")

    operator.get_by_label("Kind of board").select_option("ashby")
    operator.get_by_label("Its file").set_input_files(FILES["ashby"])
    operator.get_by_role("button", name="Show what it would do").click()
    expect(operator.get_by_role("heading", name="What the import would do")).to_be_visible()
    operator.get_by_text("things to look at").first.click()
    expect(operator.get_by_text("Say what it pays: the board shows no pay.")).to_have_count(1)
    look(operator, "import-plan")
    operator.get_by_role("button", name="Import 3 drafts").click()

    expect(operator.get_by_text("Imported: 3 drafts added, 0 written anew, 0 left as they were.")).to_be_visible()


def test_without_scripts_it_is_the_same(operator: Page, browser: Browser, site: Serving, width: int) -> None:
    slug = f"plain{width}"
    add_company(operator, OPERATOR, slug=slug)
    join(operator)
    state = operator.context.storage_state()
    with opened(browser, site, width, storage_state=state, java_script_enabled=False) as page:
        page.goto(f"/hire/{slug}/jobs/import/")
        page.get_by_label("Kind of board").select_option("personio")
        page.get_by_label("Its file").set_input_files(FILES["personio"])
        page.get_by_role("button", name="Show what it would do").click()
        expect(page.get_by_role("heading", name="Could not be read")).to_be_visible()
        page.get_by_role("button", name="Import 2 drafts").click()
        expect(page.get_by_text("Imported: 2 drafts added")).to_be_visible()
