"""An example that nobody sees: run once before all others, so that what is imported late is there when they begin."""

import pytest
import shop_sqlalchemy as sa
from shop.models import Customer, Order
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload


@pytest.fixture
def customer() -> Customer:
    return Customer.objects.create(name="Ada", email="ada@example.org")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1])
def test_django(number, customer, client, django_assert_num_queries):
    Order.objects.create(customer=customer, number=f"N{number}")
    with django_assert_num_queries(2):
        list(Order.objects.select_related("customer").prefetch_related("lines"))
    assert client.get("/").status_code == 404


def test_sqlalchemy(session, assert_statements):
    session.add(sa.Order(number="N1", customer=sa.Customer(name="Ada")))
    session.commit()
    session.expunge_all()
    with assert_statements(2):
        session.scalars(select(sa.Order).options(joinedload(sa.Order.customer), selectinload(sa.Order.lines))).all()


def test_fixtures_of_pytest(capsys, monkeypatch, tmp_path, caplog):
    """They are made once, which imports what they need."""


def test_fails():
    assert [1, 2] == [1, 3], "so that what words a failure is there as well"
