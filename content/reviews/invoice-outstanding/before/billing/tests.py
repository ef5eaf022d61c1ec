from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from .models import Customer, Invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice():
    bakery = Customer.objects.create(name="North Street Bakery")
    return Invoice.objects.create(
        customer=bakery, number="2026-001", issued_on=date(2026, 3, 1), total=Decimal("100.00")
    )


@pytest.fixture
def clerk(client):
    client.force_login(User.objects.create_user("clerk"))
    return client


def test_a_visitor_is_sent_to_the_login(client):
    assert client.get(reverse("invoice-list")).status_code == 302


def test_the_list_names_customer_and_total(clerk, invoice):
    page = clerk.get(reverse("invoice-list")).content.decode()
    assert "North Street Bakery" in page
    assert "100.00" in page


def test_the_list_stays_cheap(clerk, invoice, django_assert_num_queries):
    # session, user, count, page
    with django_assert_num_queries(4):
        clerk.get(reverse("invoice-list"))
