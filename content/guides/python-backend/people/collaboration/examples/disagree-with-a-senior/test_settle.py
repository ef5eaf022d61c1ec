"""'Counting in the database is slow, count in Python.' Two people disagree; what can be measured, they measure."""

import time

import pytest
from django.db.models.signals import post_init
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db
ORDERS = 2_000


@pytest.fixture
def orders(db) -> None:
    customer = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.bulk_create(
        Order(customer=customer, number=f"N{number}", status="open" if number % 4 else "paid") for number in range(ORDERS)
    )


def in_python() -> int:
    return len([order for order in Order.objects.all() if order.status == "open"])


def in_database() -> int:
    return Order.objects.filter(status="open").count()


def test_first_agree_on_what_is_claimed(orders, django_assert_num_queries):
    """One claim that can be wrong: same result and one query each, and for 2,000 orders the database is faster."""
    for way in (in_python, in_database):
        with django_assert_num_queries(1):
            assert way() == ORDERS * 3 // 4


def seconds(way) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.perf_counter()
        way()
        best = min(best, time.perf_counter() - started)
    return best


def test_then_measure_what_both_accept(orders):
    python, database = seconds(in_python), seconds(in_database)
    print(f"measured for {ORDERS} orders: in Python {python * 1000:.1f} ms, in the database {database * 1000:.2f} ms")


def test_and_say_why_it_is_so(orders):
    """A reason outlives a figure: one way builds an object for each row, the other builds none."""
    built = []

    def count(**_: object) -> None:
        built.append(1)

    post_init.connect(count, sender=Order)
    try:
        for way in (in_python, in_database):
            built.clear()
            way()
            print(f"{way.__name__}: {len(built)} objects built")
            assert len(built) == (ORDERS if way is in_python else 0)
    finally:
        post_init.disconnect(count, sender=Order)


def test_and_find_where_the_other_one_is_right(orders, django_assert_num_queries):
    """The list is shown anyway. Then counting what is loaded already costs no second query."""
    with django_assert_num_queries(1):
        shown = list(Order.objects.all())
        assert len([order for order in shown if order.status == "open"]) == 1_500
    with django_assert_num_queries(2):
        shown = list(Order.objects.all())
        assert in_database() == 1_500
    print("list shown anyway: 1 query with the count in Python, 2 with the count in the database")
