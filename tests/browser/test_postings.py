"""A walk from an empty form to a job that a visitor reads, and to nothing again."""

import json
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from jobfutures.jobs.markup_check import faults
from tests.browser.postings import fill
from tests.browser.sharing import add_company, join
from tests.browser.walking import look, sign_up

pytestmark = pytest.mark.browser
LISTS = ("/jobs/feed.atom", "/jobs/feed.json", "/jobs/indeed.xml", "/jobs/jobs.csv", "/sitemap.xml")


def in_lists(page: Page, address: str) -> set[bool]:
    return {address in page.request.get(where).text() for where in LISTS}


def test_a_job_is_written_approved_read_and_closed(visitor: Page, operator: Page, width: int) -> None:
    slug, email = f"jobs{width}", f"{uuid4().hex[:12]}@example.org"
    sign_up(visitor, operator, email)
    recruiter = visitor
    add_company(operator, email, slug=slug)
    join(recruiter)
    title = f"Backend engineer, bookings {width}"

    recruiter.goto(f"/hire/{slug}/")
    recruiter.locator("main").get_by_role("link", name="Jobs", exact=True).click()
    look(recruiter, "jobs-none")
    recruiter.get_by_role("link", name="Write a posting").click()
    recruiter.get_by_label("Title").fill(title)
    recruiter.get_by_role("button", name="Save, and look at it").click()
    recruiter.get_by_role("button", name="Publish").click()
    expect(recruiter.get_by_text("This cannot be published yet.")).to_be_visible()
    look(recruiter, "job-incomplete")
    fill(recruiter, title)
    recruiter.get_by_role("button", name="Save", exact=True).click()
    recruiter.locator("[name=stage-1-topics]").first.check()
    recruiter.get_by_role("button", name="Save, and look at it").click()
    look(recruiter, "job-preview")
    recruiter.get_by_role("button", name="Publish").click()
    expect(recruiter.get_by_text("The operator looks at it first.")).to_be_visible()

    operator.goto("/operate/jobs/")
    look(operator, "jobs-queue")
    operator.get_by_role("link", name=title).click()
    look(operator, "job-review")
    operator.get_by_role("button", name="Publish").click()
    expect(operator.get_by_text("Published.")).to_be_visible()

    recruiter.reload()
    look(recruiter, "job-standing")
    read_closed_and_gone(recruiter, operator, title)


def read_closed_and_gone(recruiter: Page, reader: Page, title: str) -> None:
    recruiter.get_by_role("link", name="Its page").click()
    address = recruiter.url
    standing = recruiter.evaluate("document.referrer")
    reader.goto(address)
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    expect(reader.get_by_text("EUR 65,000 to 85,000 a year").first).to_be_visible()
    markup = json.loads(reader.locator("script[type='application/ld+json']").inner_text())
    assert faults(markup) == []
    assert markup["title"] == title
    look(reader, "job")
    assert in_lists(reader, address.split("/")[-2]) == {True}
    reader.get_by_role("button", name="Prepare for this job").click()
    expect(reader.locator(".messages")).to_contain_text("plan for that job")
    assert "/practice/plan/?role=" in reader.url

    recruiter.goto(standing)
    recruiter.get_by_label("Somebody was hired").check()
    recruiter.get_by_role("button", name="Close the posting").click()
    expect(recruiter.get_by_text("Closed. It is in no list and no feed any more.")).to_be_visible()
    assert in_lists(reader, address.split("/")[-2]) == {False}
    reader.goto(address)
    expect(reader.get_by_role("heading", name="This job is not open any more")).to_be_visible()
    look(reader, "job-gone")
