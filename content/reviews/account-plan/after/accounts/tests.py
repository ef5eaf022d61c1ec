from datetime import date

import pytest
from django.contrib.auth.models import User
from rest_framework.test import APIClient

from .models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def account():
    user = User.objects.create_user("owner")
    return Account.objects.create(user=user, company="North Street Bakery", next_invoice_on=date(2026, 4, 1))


@pytest.fixture
def owner(account):
    client = APIClient()
    client.force_authenticate(account.user)
    return client


def test_a_visitor_is_refused():
    assert APIClient().get("/account/").status_code == 403


def test_the_owner_changes_the_company(owner, account):
    assert owner.patch("/account/", {"company": "South Street Bakery"}).status_code == 200
    account.refresh_from_db()
    assert account.company == "South Street Bakery"


def test_the_owner_sees_plan_and_price(owner, account):
    Account.objects.filter(pk=account.pk).update(plan=Account.Plan.LARGE, discount_percent=15)
    shown = owner.get("/account/").json()
    assert shown["plan_title"] == "Up to 2,000 parcels a month"
    assert shown["discount_percent"] == 15
    assert shown["monthly_price"] == "126.65"
    assert shown["next_invoice_on"] == "2026-04-01"


def test_the_owner_cannot_change_the_plan(owner, account):
    Account.objects.filter(pk=account.pk).update(plan=Account.Plan.LARGE)
    assert owner.patch("/account/", {"plan": "SMALL", "next_invoice_on": "2030-01-01"}).status_code == 200
    account.refresh_from_db()
    assert account.plan == Account.Plan.LARGE
    assert account.next_invoice_on == date(2026, 4, 1)
