"""The same order list loaded carelessly and carefully, in Django and in SQLAlchemy, with every statement counted."""

import time
from collections.abc import Iterable

import pytest
import shop_sqlalchemy as sa
from django.db import connection
from shop.models import Customer, Order, OrderLine, Product
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

pytestmark = pytest.mark.django_db


def orders_in_django(number: int) -> None:
    """Each order has a customer of its own and two lines."""
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    for n in range(number):
        customer = Customer.objects.create(name=f"Customer {n}", email=f"c{n}@example.org")
        order = Order.objects.create(customer=customer, number=f"N{n}")
        OrderLine.objects.bulk_create([OrderLine(order=order, product=tea) for _ in range(2)])


def page(orders: Iterable[Order]) -> list[str]:
    """What a template does: one row for every order, with the customer's name and the number of lines."""
    return [f"{order.number} {order.customer.name} {len(order.lines.all())}" for order in orders]


@pytest.mark.parametrize("number", [10, 20])
def test_two_relations_read_in_a_loop_cost_two_queries_for_every_order(number, django_assert_num_queries):
    orders_in_django(number)

    with django_assert_num_queries(1 + 2 * number):
        page(Order.objects.all())

    print(f"{number} orders: {1 + 2 * number} queries")


@pytest.mark.parametrize("number", [10, 20])
def test_django_loads_the_same_page_in_two_queries_whatever_its_length(number, django_assert_num_queries):
    orders_in_django(number)
    careless = page(Order.objects.all())

    with django_assert_num_queries(2):
        careful = page(Order.objects.select_related("customer").prefetch_related("lines"))

    assert careful == careless
    print(f"{number} orders: 2 queries, the same page")


def test_sqlalchemy_repeats_the_pattern_and_the_cure(session, assert_statements):
    tea = sa.Product(sku="tea", name="Tea")
    for n in range(10):
        lines = [sa.OrderLine(product=tea) for _ in range(2)]
        session.add(sa.Order(number=f"N{n}", customer=sa.Customer(name=f"Customer {n}"), lines=lines))
    session.commit()

    def render(statement) -> list[str]:
        return [f"{order.number} {order.customer.name} {len(order.lines)}" for order in session.scalars(statement)]

    session.expunge_all()
    with assert_statements(21):
        careless = render(select(sa.Order))

    session.expunge_all()
    with assert_statements(2):
        careful = render(select(sa.Order).options(joinedload(sa.Order.customer), selectinload(sa.Order.lines)))

    assert careful == careless
    print("SQLAlchemy, 10 orders: 21 statements, then 2")


def test_every_round_trip_is_paid_one_after_the_other():
    orders_in_django(20)

    def one_millisecond_away(execute, *arguments):
        time.sleep(0.001)  # the network between the application and its database
        return execute(*arguments)

    def seconds(orders) -> float:
        with connection.execute_wrapper(one_millisecond_away):
            start = time.perf_counter()
            page(orders)
            return time.perf_counter() - start

    careless = seconds(Order.objects.all())
    careful = seconds(Order.objects.select_related("customer").prefetch_related("lines"))
    assert careless > 3 * careful
    print(f"measured 41 queries {careless * 1000:.0f} ms, 2 queries {careful * 1000:.0f} ms")
