"""Fifty orders in a loop: which attribute sends a query, which does not, and what a fetch mode changes."""

import pytest
import shop_sqlalchemy as sa
from django.core.exceptions import FieldFetchBlocked
from django.db import models
from shop.models import Customer, Order
from sqlalchemy import select

pytestmark = pytest.mark.django_db


@pytest.fixture
def fifty_orders() -> None:
    customers = [Customer(name=f"Customer {n}", email=f"c{n}@example.org") for n in range(50)]
    Customer.objects.bulk_create(customers)
    Order.objects.bulk_create(Order(customer=customer, number=f"N{n}") for n, customer in enumerate(customers))


def test_a_relation_asks_once_for_each_object_and_a_plain_column_never(fifty_orders, django_assert_num_queries):
    with django_assert_num_queries(51):
        for order in Order.objects.all():
            assert order.customer.name
            assert order.customer.email  # kept on this order since the line above
    with django_assert_num_queries(1):
        assert all(order.customer_id for order in Order.objects.all())  # the key came with the row


def test_building_a_queryset_asks_nothing_and_a_filled_one_asks_nothing_more(fifty_orders, django_assert_num_queries):
    with django_assert_num_queries(0):
        orders = Order.objects.filter(status="open").order_by("number")
    with django_assert_num_queries(1):
        list(orders)
        list(orders)
        len(orders)
    with django_assert_num_queries(2):
        first = orders[0]
        list(first.lines.all())  # a manager keeps nothing ...
        list(first.lines.all())  # ... so the same words ask again


def test_django_fetches_one_customer_fifty_times_and_sqlalchemy_once(
    session, assert_statements, django_assert_num_queries
):
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.bulk_create(Order(customer=ada, number=f"N{n}") for n in range(50))
    with django_assert_num_queries(51):
        assert {order.customer.name for order in Order.objects.all()} == {"Ada"}

    shared = sa.Customer(name="Ada")
    session.add_all(sa.Order(customer=shared, number=f"N{n}") for n in range(50))
    session.commit()
    session.expunge_all()
    with assert_statements(2):  # the second order finds the customer in the session's identity map
        assert {order.customer.name for order in session.scalars(select(sa.Order))} == {"Ada"}


def test_a_deferred_column_is_as_lazy_as_a_relation(fifty_orders, django_assert_num_queries):
    with django_assert_num_queries(51):
        assert {order.status for order in Order.objects.only("number")} == {"open"}


def test_after_a_commit_sqlalchemy_reads_every_object_again(session, assert_statements):
    session.add_all(sa.Customer(name=f"Customer {n}") for n in range(50))
    session.commit()
    customers = session.scalars(select(sa.Customer)).all()
    with assert_statements(0):
        assert all(customer.name for customer in customers)
    session.commit()  # expires what the session holds
    with assert_statements(50):
        assert all(customer.name for customer in customers)


def test_fetch_peers_turns_fifty_one_into_two(fifty_orders, django_assert_num_queries):
    orders = Order.objects.fetch_mode(models.FETCH_PEERS)
    with django_assert_num_queries(2):
        assert len({order.customer.name for order in orders}) == 50
    with django_assert_num_queries(2):
        assert {order.status for order in orders.only("number")} == {"open"}


def test_fetch_peers_does_not_reach_managers_or_objects_already_dropped(fifty_orders, django_assert_num_queries):
    orders = Order.objects.fetch_mode(models.FETCH_PEERS)
    with django_assert_num_queries(51):
        assert not any(list(order.lines.all()) for order in orders)
    with django_assert_num_queries(51):  # iterator() keeps no list, so there are no peers alive to fetch for
        assert len({order.customer.name for order in orders.all().iterator()}) == 50


def test_fetch_raise_names_the_attribute_somebody_forgot(fifty_orders):
    order = Order.objects.fetch_mode(models.FETCH_RAISE).first()
    with pytest.raises(FieldFetchBlocked) as blocked:
        assert order.customer
    print(blocked.value)
    assert Order.objects.fetch_mode(models.FETCH_RAISE).select_related("customer").first().customer.name
