"""Ten orders with prefetched lines: which expressions use them, which ask the database again."""

import pytest
import shop_sqlalchemy as sa
from django.core.exceptions import FieldError
from django.db.models import Prefetch
from shop.models import Customer, Order, OrderLine, Product
from sqlalchemy import select
from sqlalchemy.orm import selectinload


@pytest.fixture
def prefetched(db) -> list[Order]:
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    tea = Product.objects.create(sku="tea", name="Tea", price_cents=450)
    for n in range(10):
        order = Order.objects.create(customer=ada, number=f"N{n}")
        OrderLine.objects.bulk_create(OrderLine(order=order, product=tea, quantity=quantity) for quantity in (1, 5))
    return list(Order.objects.prefetch_related("lines"))


USES_THE_PREFETCH = {
    "lines.all()": lambda order: list(order.lines.all()),
    "len(lines.all())": lambda order: len(order.lines.all()),
    "lines.count()": lambda order: order.lines.count(),
    "lines.exists()": lambda order: order.lines.exists(),
    "lines.all()[0]": lambda order: order.lines.all()[0],
    "filter in Python": lambda order: [line for line in order.lines.all() if line.quantity > 1],
}
ASKS_AGAIN = {
    "lines.filter(...)": lambda order: list(order.lines.filter(quantity__gt=1)),
    "lines.order_by(...)": lambda order: list(order.lines.order_by("-quantity")),
    "lines.first()": lambda order: order.lines.first(),
    "lines.values_list(...)": lambda order: list(order.lines.values_list("quantity", flat=True)),
    "lines.select_related(...)": lambda order: list(order.lines.select_related("product")),
    "lines.filter().count()": lambda order: order.lines.filter(quantity__gt=1).count(),
}


@pytest.mark.parametrize("words", USES_THE_PREFETCH)
def test_these_use_what_was_prefetched(words, prefetched, django_assert_num_queries):
    with django_assert_num_queries(0):
        for order in prefetched:
            USES_THE_PREFETCH[words](order)
    print(f"{words}: 0 queries for 10 orders")


@pytest.mark.parametrize("words", ASKS_AGAIN)
def test_these_throw_it_away_and_ask_once_for_each_order(words, prefetched, django_assert_num_queries):
    with django_assert_num_queries(10):
        for order in prefetched:
            ASKS_AGAIN[words](order)
    print(f"{words}: 10 queries for 10 orders")


def test_the_filter_belongs_into_the_prefetch_under_a_name_of_its_own(prefetched, django_assert_num_queries):
    big = Prefetch("lines", OrderLine.objects.filter(quantity__gt=1).select_related("product"), to_attr="big_lines")
    with django_assert_num_queries(2):
        orders = list(Order.objects.prefetch_related(big))
        assert {line.product.name for order in orders for line in order.big_lines} == {"Tea"}


def test_first_needs_no_query_when_the_prefetch_has_an_ordering(prefetched, django_assert_num_queries):
    sorted_lines = Prefetch("lines", OrderLine.objects.order_by("-quantity"))
    with django_assert_num_queries(2):
        assert {order.lines.first().quantity for order in Order.objects.prefetch_related(sorted_lines)} == {5}
    with django_assert_num_queries(2 + 10):  # last() turns the order round, which is another query
        assert {order.lines.last().quantity for order in Order.objects.prefetch_related(sorted_lines)} == {1}


def test_a_filtered_prefetch_without_a_name_makes_all_mean_some(prefetched):
    big = Prefetch("lines", OrderLine.objects.filter(quantity__gt=1))
    order = Order.objects.prefetch_related(big).first()
    assert (len(order.lines.all()), order.lines.count(), OrderLine.objects.filter(order=order).count()) == (1, 1, 2)


def test_a_write_through_the_manager_forgets_and_a_write_beside_it_is_not_seen(prefetched):
    first, second, third = prefetched[:3]
    tea = Product.objects.get()
    first.lines.create(product=tea)
    assert len(first.lines.all()) == 3  # forgotten, so read again

    OrderLine.objects.filter(order=second).delete()
    assert len(second.lines.all()) == 2  # the prefetched lines are gone from the database
    third.lines.bulk_create([OrderLine(order=third, product=tea)])
    assert len(third.lines.all()) == 2  # not every method of the manager makes it forget


def test_the_next_relation_and_a_refreshed_object_have_nothing(prefetched, django_assert_num_queries):
    with django_assert_num_queries(2):
        for line in prefetched[0].lines.all():
            assert line.product.name  # "lines" prefetches lines; "lines__product" would go on to their products
    prefetched[0].refresh_from_db()
    with django_assert_num_queries(1):
        list(prefetched[0].lines.all())


def test_a_stream_needs_a_chunk_size_and_prefetches_for_each_chunk(prefetched, django_assert_num_queries):
    orders = Order.objects.prefetch_related("lines")
    with pytest.raises(ValueError, match="chunk_size"):
        orders.iterator()
    with django_assert_num_queries(1 + 3):
        assert sum(len(order.lines.all()) for order in orders.iterator(chunk_size=4)) == 20


def test_only_without_the_key_refuses_or_costs_the_relation(prefetched, django_assert_num_queries):
    with pytest.raises(FieldError, match="both deferred and traversed"):
        list(Order.objects.only("number").select_related("customer"))
    with django_assert_num_queries(12):  # one for each deferred customer_id
        list(Order.objects.only("number").prefetch_related("customer"))


def test_sqlalchemy_loses_it_at_commit_and_keeps_a_stale_collection(session, assert_statements):
    line = sa.OrderLine(product=sa.Product(sku="tea", name="Tea"))
    session.add(sa.Order(number="N1", customer=sa.Customer(name="Ada"), lines=[line]))
    session.commit()
    statement = select(sa.Order).options(selectinload(sa.Order.lines))
    order = session.scalars(statement).one()
    session.commit()
    with assert_statements(2):  # the order itself, then its lines
        assert len(order.lines) == 1

    many = select(sa.Order).options(selectinload(sa.Order.lines.and_(sa.OrderLine.quantity > 1)))
    with assert_statements(2):  # the query for the lines runs, and its answer is dropped
        assert len(session.scalars(many).one().lines) == 1
    assert len(session.scalars(many.execution_options(populate_existing=True)).one().lines) == 0
