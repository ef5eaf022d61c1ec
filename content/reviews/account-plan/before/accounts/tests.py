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
