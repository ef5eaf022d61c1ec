"""The same rows asked for twice: lines that look free and send a query, and those that use what is loaded."""

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def orders(db) -> None:
    for name in ("Ada", "Ben", "Cem"):
        customer = Customer.objects.create(name=name, email=f"{name}@x.org")
        Order.objects.bulk_create(Order(customer=customer, number=f"{name}{n}") for n in range(4))


def loop_twice(orders):
    [order.number for order in orders]
    [order.number for order in orders]


def index_then_loop(orders):
    orders[0]
    [order.number for order in orders]


def loop_then_index(orders):
    [order.number for order in orders]
    orders[0], orders[1:3], len(orders), orders.count()


def loop_then_first(orders):
    [order.number for order in orders]
    orders.first()  # ordered, so the first loaded row will do


def loop_then_last(orders):
    [order.number for order in orders]
    orders.last()


def loop_then_filter(orders):
    [order.number for order in orders]
    [order.number for order in orders.filter(status="open")]


def loop_then_exists(orders):
    [order.number for order in orders]
    orders.exists()


def all_twice(orders):
    [order.number for order in orders.all()]
    [order.number for order in orders.all()]


def iterate_twice(orders):
    [order.number for order in orders.iterator()]
    [order.number for order in orders.iterator()]


EXPECTED = {
    loop_twice: 1, index_then_loop: 2, loop_then_index: 1, loop_then_first: 1, loop_then_last: 2,
    loop_then_filter: 2, loop_then_exists: 1, all_twice: 2, iterate_twice: 2,
}  # fmt: skip


@pytest.mark.parametrize("use", EXPECTED, ids=lambda use: use.__name__)
def test_two_uses_of_one_queryset(use, django_assert_num_queries):
    with django_assert_num_queries(EXPECTED[use]):
        use(Order.objects.order_by("number"))
    print(f"{use.__name__}: {EXPECTED[use]}")


def test_a_property_that_builds_a_queryset_builds_a_new_one_each_time(django_assert_num_queries):
    class Basket:
        @property
        def orders(self):
            return Order.objects.filter(status="open")

    basket = Basket()
    with django_assert_num_queries(2):
        len(basket.orders)
        len(basket.orders)
    with django_assert_num_queries(1):
        orders = basket.orders
        len(orders)
        len(orders)


def test_a_template_asks_again_for_everything_that_is_called(django_assert_num_queries):
    careless = "{% if customer.orders.all %}{% for o in customer.orders.all %}{{ o.number }}{% endfor %}{% endif %}"
    once = "{% if orders %}{% for o in orders %}{{ o.number }}{% endfor %}{% endif %}"
    careful = "{% with orders=customer.orders.all %}" + once + "{% endwith %}"
    customer = Customer.objects.get(name="Ada")
    with django_assert_num_queries(2):
        Template(careless).render(Context({"customer": customer}))
    with django_assert_num_queries(1):
        Template(careful).render(Context({"customer": customer}))


def test_prefetched_rows_answer_all_and_nothing_that_changes_the_query(django_assert_num_queries):
    customer = Customer.objects.prefetch_related("orders").get(name="Ada")
    with django_assert_num_queries(0):
        [order.number for order in customer.orders.all()]
        customer.orders.count()
    with django_assert_num_queries(1):
        [order.number for order in customer.orders.order_by("number")]


def test_a_paginator_counts_and_then_fetches(django_assert_num_queries):
    with django_assert_num_queries(2) as captured:
        page = Paginator(Order.objects.order_by("number"), 5).page(1)
        [order.number for order in page]
        page.has_next()  # uses the count
    print("the first of the two:", captured[0]["sql"].split(" FROM")[0].replace('"', ""))
    assert captured[0]["sql"].startswith("SELECT COUNT(*)")


def test_an_evaluated_queryset_keeps_its_answer_while_the_table_moves_on():
    orders = Order.objects.filter(status="open")
    before = len(orders)
    Order.objects.filter(number="Ada0").update(status="paid")
    print(f"kept {len(orders)}, now {orders.all().count()}")
    assert (len(orders), orders.all().count()) == (before, before - 1)
