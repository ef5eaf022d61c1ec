"""A walk to a job: search, narrow, keep the search, get the letter, end the letters; and the same without script."""

import os
import subprocess
import sys
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.walking import look, open_letter, opened, sign_up
from tests.serving import Serving, environment

pytestmark = pytest.mark.browser
PUBLISHED = """
from jobfutures.companies.models import Company
from jobfutures.companies.tests import made as companies
from jobfutures.jobs.tests import made
from django.utils import timezone
from datetime import timedelta
acme = Company.objects.filter(slug="walked").first() or companies.company("walked")
for number, more in enumerate(({}, made.REMOTE, {"pay_min": 9_000_000, "pay_max": 12_000_000})):
    made.job(acme, title=f"%s engineer {number}", at=timezone.now() + timedelta(days=1, minutes=-9), **more)
"""
ALERTED = """
from datetime import timedelta
from jobfutures.jobs.commands.alerts import send_alerts
from jobfutures.jobs.models import SavedSearch
for one in SavedSearch.objects.all():
    one.told_until -= timedelta(days=2)
    one.save()
send_alerts.func()
"""


def told(site: Serving, words: str) -> None:
    """Run a few lines in the site's own folder, beside its processes."""
    known = environment(DATA=str(site.folder), ADDRESS=site.address)
    ran = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{words}"],
        env=known | {"DJANGO_SETTINGS_MODULE": "jobfutures.config.settings", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def wait_for(page: Page, word: str) -> None:
    """Look until the worker has put new postings into the index."""
    for _ in range(120):
        page.goto(f"/jobs/?q={word}")
        if page.get_by_role("heading", name="3 postings").count() and not page.get_by_text("made anew").count():
            return
        page.wait_for_timeout(500)
    raise AssertionError(page.locator("main").inner_text())


def narrow(page: Page, word: str) -> None:
    """Search for a word, and tick a box of what was found."""
    page.goto("/jobs/")
    page.get_by_role("searchbox").fill(word)
    page.locator("main").get_by_role("button", name="Search").click()
    page.locator("#filters").get_by_label("Remote").check()
    page.get_by_role("button", name="Show these").click()
    expect(page.get_by_role("heading", name="1 posting")).to_be_visible()
    expect(page.get_by_role("link", name="Search without Remote")).to_be_visible()


def test_a_search_is_narrowed_kept_and_told_of(visitor: Page, operator: Page, site: Serving, width: int) -> None:
    word, email = f"Zorblat{width}", f"{uuid4().hex[:12]}@example.org"
    told(site, PUBLISHED % word)
    sign_up(visitor, operator, email)
    wait_for(visitor, word)
    look(visitor, "postings")
    visitor.get_by_label("Name of this search").fill("Zorblats")
    visitor.get_by_label("Write to me once a day").check()
    visitor.get_by_role("button", name="Save", exact=True).click()
    expect(visitor.get_by_text("The search is saved.")).to_be_visible()
    look(visitor, "saved-searches")
    narrow(visitor, word)

    told(site, ALERTED)
    open_letter(operator, email, "new postings for you")
    expect(operator.get_by_text(f"{word} engineer 0")).to_be_visible()
    link = operator.locator("a[href*='/jobs/alerts/']").get_attribute("href") or ""
    visitor.context.clear_cookies()
    visitor.goto(link)
    look(visitor, "alerts-ending")
    visitor.get_by_role("button", name="Send no more letters").click()
    expect(visitor.get_by_text("There will be no more letters")).to_be_visible()


def test_the_list_needs_no_script(browser: Browser, site: Serving, width: int) -> None:
    word = f"Quuxlet{width}"
    told(site, PUBLISHED % word)
    with opened(browser, site, width, java_script_enabled=False) as page:
        wait_for(page, word)
        narrow(page, word)
        page.get_by_role("link", name="Search without Remote").click()
        expect(page.get_by_role("heading", name="3 postings")).to_be_visible()
