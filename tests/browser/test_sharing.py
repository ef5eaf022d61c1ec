"""A walk from an empty profile to what a company sees of it, and to nothing again."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from jobfutures.profiles.tests.documents import ANA
from tests.browser.checking import answer_all
from tests.browser.sharing import add_company, join, share
from tests.browser.walking import OPERATOR, look, open_offer, sign_up
from tests.people import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def owner(visitor: Page, operator: Page, tmp_path: Path) -> Page:
    """A page of somebody whose profile came from a JSON Resume."""
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    (tmp_path / "resume.json").write_text(json.dumps(ANA), encoding="utf-8")
    visitor.goto("/profile/import/")
    visitor.get_by_label("The file").set_input_files(tmp_path / "resume.json")
    visitor.get_by_role("button", name="Show what it would do").click()
    visitor.get_by_role("button", name="Put together").click()
    expect(visitor.get_by_text("Taken in.")).to_be_visible()
    return visitor


def take_check(owner: Page) -> None:
    open_offer(owner, "fastapi")
    owner.get_by_label("No: questions only").check()
    owner.get_by_role("button", name="Begin the check").click()
    answer_all(owner, "shared")
    expect(owner.get_by_role("heading", name="Your result")).to_be_visible()


def test_two_fields_are_shared_read_and_taken_back(owner: Page, operator: Page) -> None:
    slug = "firm"
    add_company(operator, OPERATOR, slug=slug)
    join(operator)
    take_check(owner)
    phone = ANA["basics"]["phone"]
    statement = "What it says of the level: the whole statement"
    number = share(owner, f"{slug}.example", "Phone (says who you are)", statement, "Its role", "When it was taken")
    look(owner, "share-given")

    operator.goto(f"/hire/{slug}/shared/{number}/")
    expect(operator.get_by_text(phone)).to_be_visible()
    expect(operator.get_by_text("90% band")).to_be_visible()
    expect(operator.get_by_text(f"Opened by {OPERATOR}")).to_be_visible()
    expect(operator.get_by_text(ANA["basics"]["name"])).to_have_count(0)
    look(operator, "share-read")
    owner.goto("/sharing/")
    expect(owner.get_by_text("looked at once")).to_be_visible()
    look(owner, "share-list")
    owner.get_by_role("button", name="End it").click()
    expect(owner.get_by_text("Ended. From now on nothing of it is shown")).to_be_visible()

    operator.reload()
    expect(operator.get_by_text("Not shared.")).to_have_count(4)
    expect(operator.get_by_text(phone)).to_have_count(0)
    take_all_along_and_go(owner)
    operator.goto(f"/hire/{slug}/shared/{number}/")
    expect(operator.get_by_role("heading", name="There is no such page")).to_be_visible()


def take_all_along_and_go(owner: Page) -> None:
    """Export everything, and delete the account."""
    owner.goto("/account/export/")
    with owner.expect_download() as download:
        owner.locator("main form button").first.click()
    assert Path(download.value.path()).stat().st_size > 2000
    owner.goto("/account/deletion/")
    if owner.get_by_role("heading", name="Is it you?").count():
        owner.get_by_label("Password").fill(PASSWORD)
        owner.get_by_role("button", name="Go on").click()
    owner.locator("main input[type=checkbox]").check()
    owner.locator("main form button").first.click()
    expect(owner.get_by_text("Your account is deleted")).to_be_visible()
