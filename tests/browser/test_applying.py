"""A walk from a posting to an application that was sent, answered with a word, and taken back."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from jobfutures.hiring.tests.sent import pdf
from jobfutures.profiles.tests.documents import ANA
from tests.browser.postings import fill
from tests.browser.sharing import add_company, join
from tests.browser.walking import DESK, look, opened, sign_up
from tests.serving import Serving

pytestmark = pytest.mark.browser
SLUG, TITLE = "hirer", "Backend engineer, ferries"


@pytest.fixture
def candidate(visitor: Page, operator: Page, tmp_path: Path) -> Page:
    """A page of somebody whose profile came from a JSON Resume."""
    sign_up(visitor, operator, f"{uuid4().hex[:12]}@example.org")
    (tmp_path / "resume.json").write_text(json.dumps(ANA), encoding="utf-8")
    visitor.goto("/profile/import/")
    visitor.get_by_label("The file").set_input_files(tmp_path / "resume.json")
    visitor.get_by_role("button", name="Show what it would do").click()
    visitor.get_by_role("button", name="Put together").click()
    expect(visitor.get_by_text("Taken in.")).to_be_visible()
    return visitor


@pytest.fixture
def recruiter(browser: Browser, site: Serving, operator: Page) -> Iterator[Page]:
    """A page of the owner of a verified company."""
    with opened(browser, site, DESK) as page:
        email = f"{uuid4().hex[:12]}@example.org"
        sign_up(page, operator, email)
        add_company(operator, email, slug=SLUG)
        join(page)
        yield page


def posted(recruiter: Page, operator: Page) -> str:
    """Publish a job that takes applications here and asks one question; return its number."""
    recruiter.goto(f"/hire/{SLUG}/jobs/new/")
    fill(recruiter, TITLE)
    recruiter.get_by_label("Here", exact=True).check()
    recruiter.get_by_label("Its address, if it is your own page").fill("")
    recruiter.get_by_role("button", name="Save", exact=True).click()
    recruiter.locator("[name=stage-1-topics]").first.check()
    recruiter.get_by_role("button", name="Save", exact=True).click()
    recruiter.get_by_role("link", name="Questions to everybody who applies here").click()
    recruiter.get_by_label("Question 1").fill("From when could you begin?")
    recruiter.locator("[name=required-1]").check()
    recruiter.get_by_role("button", name="Save", exact=True).click()
    expect(recruiter.get_by_text("is asked this.")).to_be_visible()
    look(recruiter, "apply-questions")
    job = recruiter.url.split("/")[-3]
    recruiter.goto(f"/hire/{SLUG}/jobs/{job}/preview/")
    recruiter.get_by_role("button", name="Publish").click()
    expect(recruiter.get_by_text("The operator looks at it first.")).to_be_visible()
    operator.goto("/operate/jobs/")
    operator.get_by_role("link", name=TITLE).click()
    operator.get_by_role("button", name="Publish").click()
    expect(operator.get_by_text("Published.")).to_be_visible()
    return job


def test_an_application_is_sent_in_two_screens_and_taken_back(
    candidate: Page, recruiter: Page, operator: Page, tmp_path: Path
) -> None:
    job = posted(recruiter, operator)
    (tmp_path / "cv.pdf").write_bytes(pdf())
    candidate.goto(f"/applications/new/{job}/")
    look(candidate, "apply-begin")
    candidate.get_by_label("Work so far").check()
    candidate.get_by_label("From when could you begin?").fill("In March.")
    candidate.get_by_label("A few words to them").fill("I keep queues short.")
    candidate.get_by_label("Files").set_input_files(tmp_path / "cv.pdf")
    candidate.get_by_role("button", name="Look at what would be sent").click()
    expect(candidate.get_by_role("heading", name="What would be sent")).to_be_visible()
    for shown in (ANA["basics"]["name"], "In March.", "I keep queues short.", "cv.pdf"):
        expect(candidate.get_by_text(shown).first).to_be_visible()
    look(candidate, "apply-preview")
    candidate.get_by_role("button", name="Send exactly this").click()
    expect(candidate.get_by_text("Sent. Here you see what happens next")).to_be_visible()

    candidate.get_by_label("A message to the company").fill("Is it four days a week?")
    candidate.get_by_role("button", name="Send", exact=True).click()
    expect(candidate.get_by_text("Is it four days a week?")).to_be_visible()
    look(candidate, "apply-sent")
    candidate.get_by_role("link", name="Take the application back").click()
    look(candidate, "apply-withdrawal")
    candidate.get_by_role("button", name="Take it back").click()
    expect(candidate.get_by_text("The company sees nothing of it any more.")).to_be_visible()
    candidate.goto("/applications/")
    expect(candidate.get_by_text("Withdrawn")).to_be_visible()
    look(candidate, "apply-list")
