"""Operators' pages on skill checks, with a calibrated bank: how they look on a phone and on a desk, in both themes."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from jobfutures.accounts.models import User
from jobfutures.checks.models import Bank, Exposure
from jobfutures.checks.tests import banked
from tests.access import client_of
from tests.browser.walking import faults, keep_pictures
from tests.people import NOON

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DIF = {"gender WOMAN": ["C", -1.92, 0.21], "english LATER": ["B", -1.1, 0.3]}
SEEN = {"right": 0.7, "seconds": 48.0, "fit": 0.21, "change": -0.3, "z": -1.4, "dif": DIF}


@pytest.fixture
def pages(olga: User) -> list[str]:
    """The operator's pages of a role whose newest version people's answers made."""
    banked.write_items(60)
    bank = banked.bank_from_tags(banked.backend())
    checks = banked.answered(bank, banked.truth_around(bank), people=120, each=15)
    banked.describe(checks, (["MAN"] * 5 + ["WOMAN"] * 4 + [""]) * 12)
    items = [one | ({"seen": SEEN} if one["item"] == "item-7" else {}) for one in bank.items]
    told = {"checks": 120, "given": 1800, "reliability": 0.81, "multiplier": 1.05, "shift": -0.31, "anchors": 60}
    newest = banked.bank_from_tags(bank.role, at=NOON + timedelta(days=9), released=False)
    sheet = banked.sheet(items=24.2, bias=0.01) | {"answers": told, "pilots": 4}
    Bank.objects.filter(pk__in=[bank.pk, newest.pk]).update(items=items, source="ANSWERS", accuracy=sheet)
    Exposure.objects.create(role=bank.role, counts={"item-7": [80, 18]}, decayed_on=NOON.date())
    for item, reason in (("item-7", "DIF_C"), ("item-3", "DRIFT")):
        banked.review(item, reason)
    return ["", f"banks/{newest.pk}/", "items/", "items/item-7/", "reviews/", "fairness/"]


def test_operators_pages_are_readable_everywhere(page: Page, live_server: Any, olga: User, pages: list[str]) -> None:
    page.emulate_media(reduced_motion="reduce")
    cookies = client_of(olga).cookies.items()
    page.context.add_cookies([{"name": name, "value": one.value, "url": live_server.url} for name, one in cookies])
    wrong: list[str] = []
    for where in pages:
        page.goto(f"/operate/checks/{where}")
        expect(page.locator("h1")).to_be_visible()
        for summary in page.locator("summary").all():
            summary.click()
        wrong += faults(page)
        keep_pictures(page, f"operate-checks-{where.strip('/').replace('/', '-') or 'all'}")

    assert not wrong, "\n".join(wrong)
