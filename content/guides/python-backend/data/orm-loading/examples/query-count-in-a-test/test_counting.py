"""Proving a query count: what to count, with how many rows, and what else lands in the number."""

import pytest
import shop_sqlalchemy as sa
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import HttpRequest, JsonResponse
from django.test.utils import CaptureQueriesContext
from django.urls import path
from shop.models import Customer, Order
from sqlalchemy import select
from sqlalchemy.orm import selectinload

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def order_list(request: HttpRequest, careful: bool) -> JsonResponse:
    orders = Order.objects.select_related("customer") if careful else Order.objects.all()
    return JsonResponse({"orders": [f"{order.number} {order.customer.name}" for order in orders]})


urlpatterns = [
    path("careful/", order_list, {"careful": True}),
    path("careless/", order_list, {"careful": False}),
]


def add_orders(*numbers: int) -> None:
    for n in numbers:
        customer = Customer.objects.create(name=f"Customer {n}", email=f"c{n}@example.org")
        Order.objects.create(customer=customer, number=f"N{n}")


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_an_exact_number_over_http_covers_view_and_serialisation(client, django_assert_num_queries):
    add_orders(*range(5))
    with django_assert_num_queries(1):
        assert len(client.get("/careful/").json()["orders"]) == 5
    with django_assert_num_queries(6):
        client.get("/careless/")


def test_one_row_cannot_tell_a_loop_from_a_second_query(django_assert_num_queries):
    add_orders(1)
    with django_assert_num_queries(2):
        [order.customer.name for order in Order.objects.all()]  # N+1 with N = 1
    with django_assert_num_queries(2):
        [order.customer.name for order in Order.objects.prefetch_related("customer")]  # always 2


@pytest.mark.parametrize(("address", "grows"), [("/careful/", 0), ("/careless/", 4)])
def test_the_growth_says_it_without_a_number_to_maintain(client, address, grows):
    add_orders(1, 2)
    few = queries(client, address)
    add_orders(3, 4, 5, 6)
    many = queries(client, address)
    assert many - few == grows  # in your own test: assert many == few
    print(f"{address} {few} queries for 2 orders, {many} for 6")


def test_an_unfinished_queryset_hides_its_queries_from_the_count(django_assert_num_queries):
    add_orders(1, 2)
    with django_assert_num_queries(0):
        orders = Order.objects.all()  # the block ends before anybody reads it
    with django_assert_num_queries(3):
        [order.customer.name for order in orders]


def test_savepoints_are_counted_too(django_assert_num_queries):
    with django_assert_num_queries(3) as captured, transaction.atomic():
        Customer.objects.create(name="Ada", email="ada@example.org")
    print([query["sql"].split()[0] for query in captured.captured_queries])


def test_a_process_wide_cache_makes_the_first_run_dearer(django_assert_num_queries):
    ContentType.objects.clear_cache()
    with django_assert_num_queries(1):
        ContentType.objects.get_for_model(Order)
    with django_assert_num_queries(0):
        ContentType.objects.get_for_model(Order)


def test_sqlalchemy_starts_from_an_empty_session_or_counts_too_little(session, assert_statements):
    session.add_all(sa.Order(number=f"N{n}", customer=sa.Customer(name=f"Customer {n}")) for n in range(5))
    session.flush()
    with assert_statements(1):  # the session still holds the customers we have just made
        [order.customer.name for order in session.scalars(select(sa.Order))]

    session.expunge_all()
    with assert_statements(6):
        [order.customer.name for order in session.scalars(select(sa.Order))]

    session.expunge_all()
    with assert_statements(2):
        statement = select(sa.Order).options(selectinload(sa.Order.customer))
        [order.customer.name for order in session.scalars(statement)]
