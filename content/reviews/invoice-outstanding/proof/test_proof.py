from datetime import date
from decimal import Decimal
from pathlib import Path

import billing
import pytest
from billing.models import Customer, Invoice, Payment
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import DecimalField, F, Sum
from django.db.models.functions import Coalesce, Greatest
from django.template import engines
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db


def add_invoices(how_many: int) -> None:
    customer, _ = Customer.objects.get_or_create(name="North Street Bakery")
    already = Invoice.objects.count()
    for number in range(already, already + how_many):
        invoice = Invoice.objects.create(
            customer=customer, number=f"2026-{number:03}", issued_on=date(2026, 3, 1), total=Decimal(100)
        )
        Payment.objects.create(invoice=invoice, amount=Decimal(20), received_on=date(2026, 3, 5))
        Payment.objects.create(invoice=invoice, amount=Decimal(10), received_on=date(2026, 3, 9))


def queries_of_the_list() -> int:
    clerk, _ = User.objects.get_or_create(username="clerk")
    client = Client()
    client.force_login(clerk)
    with CaptureQueriesContext(connection) as captured:
        assert "70.00" in client.get("/invoices/").content.decode()
    return len(captured)


def test_sum_for_every_row() -> None:
    add_invoices(50)

    assert queries_of_the_list() == 104

    zero = Decimal(0)
    paid = Coalesce(Sum("payments__amount"), zero, output_field=DecimalField())
    mended = Invoice.objects.select_related("customer").newest_first()
    mended = mended.annotate(owed=Greatest(F("total") - paid, zero, output_field=DecimalField()))
    with CaptureQueriesContext(connection) as captured:
        owed = [invoice.owed for invoice in mended]
    assert len(captured) == 1
    assert owed == [invoice.outstanding for invoice in mended]


def test_read_twice() -> None:
    add_invoices(50)
    assert queries_of_the_list() == 104

    listed = Invoice.objects.select_related("customer").newest_first()
    source = Path(billing.__file__).with_name("templates").joinpath("billing", "invoices.html").read_text()
    once = source.replace(
        "{% if invoice.outstanding %}{{ invoice.outstanding }}{% else %}paid{% endif %}",
        "{% with owed=invoice.outstanding %}{% if owed %}{{ owed }}{% else %}paid{% endif %}{% endwith %}",
    )
    with CaptureQueriesContext(connection) as captured:
        assert (
            engines["django"].from_string(once).render({"page": Paginator(listed, 50).get_page(1)}).count("70.00") == 50
        )
    assert len(captured) + 2 == 54  # session and user come with the request


def test_budget_of_one_row() -> None:
    add_invoices(1)
    assert queries_of_the_list() == 6  # what the test of the change allows

    add_invoices(1)
    assert queries_of_the_list() == 8
