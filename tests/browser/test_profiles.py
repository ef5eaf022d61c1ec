"""Walks through a profile: filled from a JSON Resume, changed, taken along as PDF and JSON, hidden from a company."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from jobfutures.profiles.tests.documents import ANA
from tests.browser.walking import look, opened, sign_up
from tests.serving import Serving

pytestmark = pytest.mark.browser
UNSEEN = "Nobody sees any of this but you."


@pytest.fixture
def owner(visitor: Page, operator: Page) -> Page:
    """A page of somebody with an account and an empty profile."""
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    visitor.get_by_role("link", name="Account", exact=True).click()
    visitor.get_by_role("link", name="Your profile").click()
    expect(visitor.get_by_role("heading", name="Your profile")).to_be_visible()
    return visitor


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "resume.json"
    path.write_text(json.dumps(ANA), encoding="utf-8")
    return path


def take_in(page: Page, file: Path) -> None:
    page.get_by_role("link", name="Take in a JSON Resume").click()
    page.get_by_label("The file").set_input_files(file)
    page.get_by_role("button", name="Show what it would do").click()
    expect(page.get_by_text("Senior developer, Till & Sons")).to_be_visible()


def downloaded(page: Page, link: str, role: str = "link") -> Path:
    with page.expect_download() as download:
        page.get_by_role("link" if role == "link" else "button", name=link).click()
    return Path(download.value.path())


def test_a_profile_is_filled_from_a_file_changed_and_taken_along(owner: Page, file: Path) -> None:
    expect(owner.get_by_text(UNSEEN)).to_be_visible()
    look(owner, "profile-empty")
    take_in(owner, file)
    look(owner, "profile-plan")
    owner.get_by_role("link", name="Look what replacing would do instead").click()
    expect(owner.get_by_role("button", name="Replace")).to_be_visible()
    owner.get_by_role("link", name="Look what putting together would do instead").click()
    owner.get_by_role("button", name="Put together").click()
    expect(owner.get_by_text("Taken in.")).to_be_visible()
    look(owner, "profile")

    assert json.loads(downloaded(owner, "As JSON Resume").read_text(encoding="utf-8")) == ANA

    owner.get_by_role("link", name="Change: Work", exact=True).click()
    look(owner, "profile-work")
    owner.get_by_role("link", name="Developer, Shop", exact=True).click()
    look(owner, "profile-work-item")
    owner.get_by_label("From").fill("last year")
    owner.get_by_label("Results").fill("Half the errors")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("This is no date.")).to_be_visible()
    expect(owner.get_by_label("Results")).to_have_value("Half the errors")
    look(owner, "profile-work-refused")
    owner.get_by_label("From").fill("2016-05")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("May 2016")).to_be_visible()
    owner.get_by_role("button", name="Move up: Developer, Shop").click()
    expect(owner.locator(".movable .title").first).to_have_text("Developer, Shop")

    owner.get_by_role("link", name="Your profile").first.click()
    owner.get_by_role("link", name="Résumé as PDF").click()
    look(owner, "profile-resume")
    owner.get_by_label("E-mail, phone and place").uncheck()
    paper = PdfReader(downloaded(owner, "Make the PDF", "button"))
    text = "".join(one.extract_text() for one in paper.pages)
    assert "Half the errors" in text
    assert "ana@ana.example" not in text
    written = json.loads(downloaded(owner_at(owner, "/profile/"), "As JSON Resume").read_text(encoding="utf-8"))
    assert [one["startDate"] for one in written["work"]] == ["2016-05", "2020-03"]
    assert written["x-tool"] == ANA["x-tool"]


def owner_at(owner: Page, where: str) -> Page:
    owner.goto(where)
    return owner


def test_the_other_pages_of_a_profile(owner: Page) -> None:
    owner.goto("/profile/about/")
    owner.get_by_label("Name").fill("Ana")
    owner.get_by_label("Links").fill("Code: https://code.example/ana")
    look(owner, "profile-about")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("Code: https://code.example/ana")).to_be_visible()
    owner.goto("/profile/wishes/")
    owner.get_by_label("Open to the right thing").check()
    owner.get_by_label("The least you would work for").fill("60000")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("Say in which currency.")).to_be_visible()
    look(owner, "profile-wishes")
    owner.get_by_label("Currency").select_option("EUR")
    owner.get_by_label("For", exact=False).last.select_option("YEAR")
    owner.get_by_role("button", name="Save").click()
    expect(owner.get_by_text("kept for your own search")).to_be_visible()
    owner.goto("/profile/topics/")
    owner.get_by_label("Topic of the guide").select_option(label="Decorators")
    owner.get_by_role("button", name="Add").click()
    expect(owner.get_by_role("link", name="Decorators")).to_be_visible()
    look(owner, "profile-topics")
    owner.goto("/profile/evidence/")
    expect(owner.get_by_text("There is nothing to choose from yet")).to_be_visible()
    look(owner, "profile-evidence-empty")
    owner.goto("/profile/blocks/")
    owner.get_by_label("Its name").fill("https://www.acme.example/jobs")
    owner.get_by_role("button", name="Hide from them").click()
    expect(owner.locator(".title", has_text="acme.example")).to_be_visible()
    look(owner, "profile-blocks")
    owner.get_by_role("button", name="Delete the rule on acme.example").click()
    expect(owner.get_by_text("The rule was deleted.")).to_be_visible()


def test_without_script_a_profile_is_filled_and_printed(
    owner: Page, browser: Browser, site: Serving, file: Path
) -> None:
    state = owner.context.storage_state()
    with opened(browser, site, 375, storage_state=state, java_script_enabled=False) as page:
        page.goto("/profile/")
        take_in(page, file)
        page.get_by_role("button", name="Put together").click()
        expect(page.get_by_text("Taken in.")).to_be_visible()
        page.get_by_role("link", name="Résumé as PDF").click()
        assert downloaded(page, "Make the PDF", "button").read_bytes().startswith(b"%PDF")
