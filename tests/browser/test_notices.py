"""A number beside the account, the list behind it, and a notice that is read by following it."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from jobfutures.accounts.models import User
from jobfutures.notices.telling import tell
from tests.access import client_of
from tests.browser.walking import faults, keep_pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_waits_is_counted_listed_and_read_by_following_it(page: Page, live_server: Any, ana: User) -> None:
    page.emulate_media(reduced_motion="reduce")
    for subject in ("an interview has its time", "an application was answered"):
        tell(ana, subject=subject, template="notices/mail/digest.txt", path="/hiring/", at=timezone.now())
    cookies = client_of(ana).cookies.items()
    page.context.add_cookies([{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies])
    wrong: list[str] = []

    page.goto("/help/contact/")
    expect(page.locator(".unread")).to_have_text("Unread notices: 2")
    page.locator(".unread").click()
    for where in ("", "choices/"):
        page.goto(f"/account/notices/{where}")
        expect(page.locator(".unread")).to_be_visible()
        wrong += faults(page)
        keep_pictures(page, f"notices-{where.strip('/') or 'all'}")
    page.goto("/account/notices/")
    page.get_by_role("link", name="An application was answered").click()
    expect(page.get_by_role("heading", name="How hiring works here", exact=True)).to_be_visible()
    expect(page.locator(".unread")).to_have_text("Unread notices: 1")
    wrong += faults(page)
    keep_pictures(page, "hiring-policy")
    page.goto("/account/notices/")
    expect(page.locator(".unread")).to_have_text("Unread notices: 1")
    page.get_by_role("button", name="Mark all as read").click()
    expect(page.get_by_text("Everything is marked as read.")).to_be_visible()
    expect(page.locator(".unread")).to_be_hidden()
    page.goto("/hiring/ai/")
    wrong += faults(page)
    keep_pictures(page, "hiring-ai")

    assert not wrong, "\n".join(wrong)
