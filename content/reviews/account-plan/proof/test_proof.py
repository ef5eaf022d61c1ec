from datetime import date
from decimal import Decimal

import pytest
from accounts.models import Account
from accounts.serializers import AccountSerializer
from django.contrib.auth.models import User
from rest_framework.test import APIClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    user = User.objects.create_user("owner")
    return Account.objects.create(
        user=user, company="North Street Bakery", plan=Account.Plan.LARGE, next_invoice_on=date(2026, 4, 1)
    )


def test_own_discount(account) -> None:
    owner = APIClient()
    owner.force_authenticate(account.user)

    answer = owner.patch("/account/", {"discount_percent": 100})

    assert answer.status_code == 200
    account.refresh_from_db()
    assert account.discount_percent == 100
    assert account.monthly_price() == Decimal("0.00")


def test_two_of_three(account) -> None:
    owner = APIClient()
    owner.force_authenticate(account.user)
    shown = owner.get("/account/").json()
    form = {"company", "vat_number", "wants_news"}
    others = {"plan": "SMALL", "discount_percent": 7, "next_invoice_on": "2030-01-01"}
    assert shown.keys() - form == others.keys() | {"plan_title", "monthly_price"}

    def changed_by(sent: dict[str, object]) -> list[str]:
        assert owner.patch("/account/", sent).status_code == 200
        now = owner.get("/account/").json()
        return sorted(name for name in others if now[name] != shown[name])

    assert changed_by({name: others[name] for name in ("plan", "next_invoice_on")}) == []  # what the change tests
    assert changed_by(others) == ["discount_percent"]


def test_a_read_only_discount_stays(account) -> None:
    class Mended(AccountSerializer):
        class Meta(AccountSerializer.Meta):
            read_only_fields = ("plan", "discount_percent", "next_invoice_on")

    form = Mended(account, data={"discount_percent": 100}, partial=True)
    assert form.is_valid()
    assert form.save().discount_percent == 0
