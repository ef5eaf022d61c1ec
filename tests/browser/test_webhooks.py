"""An owner adds a webhook and a program, copies each secret once, and reads what became of messages."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jobfutures.accounts.models import User
from jobfutures.companies.tests.made import company
from jobfutures.webhooks.commands.delivering import Answer
from jobfutures.webhooks.models import Endpoint
from jobfutures.webhooks.tests.made import Program
from tests.access import client_of
from tests.browser.walking import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_owner_opens_two_ways_for_programs_and_sees_what_came_of_them(
    page: Page, live_server: Any, ben: User
) -> None:
    company(owner=ben)
    page.emulate_media(reduced_motion="reduce")
    cookies = client_of(ben).cookies.items()
    page.context.add_cookies([{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies])
    page.goto("/hire/acme/")
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_label("Address").fill("https://hooks.acme.example/jobfutures/in?team=hiring")
    look(page, "webhooks")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("pre")).to_contain_text("whsec_")
    look(page, "webhook-secret")
    page.get_by_role("link", name="I have it").click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("Waiting", exact=True)).to_be_visible()
    Program([Answer(None, "slow")]).listen(Endpoint.objects.get())
    page.get_by_role("button", name="Send a test").click()
    Program().listen(Endpoint.objects.get())
    page.reload()
    expect(page.get_by_text("no answer within 5 seconds")).to_be_visible()
    expect(page.get_by_text("answered with 204")).to_be_visible()
    look(page, "webhook")

    page.goto("/hire/acme/clients/")
    page.get_by_label("Name").fill("Applicant tracker")
    page.get_by_role("button", name="Make").click()
    expect(page.get_by_role("heading", name="The secret of Applicant tracker")).to_be_visible()
    look(page, "client-secret")
    page.get_by_role("link", name="I have them").click()
    expect(page.get_by_text("not used yet")).to_be_visible()
    look(page, "clients")
