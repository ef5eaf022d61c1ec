"""Four guards against new N+1 queries, set against two mistakes: a foreign key and a collection read in a loop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import shop_sqlalchemy as sa
from django.core.exceptions import FieldFetchBlocked
from django.db import connection, models
from django.http import HttpRequest, JsonResponse
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, path
from shop.models import Customer, Order, OrderLine, Product
from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import joinedload, raiseload, selectinload

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
ORDERS = {
    "lazy": lambda: Order.objects.all(),
    "strict": lambda: Order.objects.fetch_mode(models.FETCH_RAISE),
    "careful": lambda: Order.objects.select_related("customer").prefetch_related("lines"),
}


def customers(request: HttpRequest, orders: str) -> JsonResponse:
    return JsonResponse({"rows": [order.customer.name for order in ORDERS[orders]()]})


def lines(request: HttpRequest, orders: str) -> JsonResponse:
    return JsonResponse({"rows": [len(order.lines.all()) for order in ORDERS[orders]()]})


urlpatterns = [
    path(f"{orders}/{view.__name__}/", view, {"orders": orders}, name=f"{orders} {view.__name__}")
    for orders in ORDERS
    for view in (customers, lines)
]


def more_orders(number: int) -> None:
    tea, _ = Product.objects.get_or_create(sku="tea", defaults={"name": "Tea", "price_cents": 450})
    for n in range(Order.objects.count(), Order.objects.count() + number):
        customer = Customer.objects.create(name=f"Customer {n}", email=f"c{n}@example.org")
        order = Order.objects.create(customer=customer, number=f"N{n}")
        OrderLine.objects.create(order=order, product=tea)


def growth(client, address: str, more: Callable[[int], None]) -> int:
    """Return how many queries four further rows add to a GET."""
    counts = []
    for _ in range(2):
        more(4)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    return counts[1] - counts[0]


def test_guard_1_one_growth_test_walks_every_address(client):
    addresses = {pattern.name: f"/{pattern.pattern}" for pattern in get_resolver().url_patterns}
    blamed = []
    for name, address in sorted(addresses.items()):
        if not name.startswith("strict") and growth(client, address, more_orders):
            blamed.append(name)
    print("grows:", blamed)
    assert blamed == ["lazy customers", "lazy lines"]  # in your own suite: assert blamed == []


def test_guard_2_a_strict_queryset_refuses_the_foreign_key_but_not_the_collection(client, rf):
    more_orders(4)
    with pytest.raises(FieldFetchBlocked) as refused:
        customers(rf.get("/"), "strict")
    print(refused.value)
    assert growth(client, "/strict/lines/", more_orders) == 4  # managers ask on; only the count sees this one


def test_fetch_peers_mends_the_foreign_key_and_leaves_the_collection(django_assert_num_queries):
    more_orders(10)
    peers = Order.objects.fetch_mode(models.FETCH_PEERS)
    with django_assert_num_queries(2):
        [order.customer.name for order in peers.all()]
    with django_assert_num_queries(11):
        [len(order.lines.all()) for order in peers.all()]


class TooManyQueries(AssertionError):
    pass


@contextmanager
def budget(queries: int) -> Iterator[None]:
    """Refuse the first statement over the budget; its traceback ends at the line that asked."""
    spent = 0

    def count(execute, sql, *arguments):
        nonlocal spent
        spent += 1
        if spent > queries:
            table = sql.split(" FROM ")[-1].split(" WHERE ")[0]
            raise TooManyQueries(f"more than {queries} queries; the next one would read {table}")
        return execute(sql, *arguments)

    with connection.execute_wrapper(count):
        yield


def test_guard_3_a_budget_stops_at_the_query_that_breaks_it(rf):
    more_orders(40)
    with budget(20):
        customers(rf.get("/"), "careful")
    with budget(20), pytest.raises(TooManyQueries) as stopped:
        customers(rf.get("/"), "lazy")
    print(stopped.value)


def test_guard_4_raiseload_refuses_both_in_sqlalchemy(session, assert_statements):
    session.add_all(sa.Order(number=f"N{n}", customer=sa.Customer(name=f"Customer {n}")) for n in range(10))
    session.commit()
    session.expunge_all()

    strict = select(sa.Order).options(joinedload(sa.Order.customer), raiseload("*"))
    with assert_statements(1):
        order = session.scalars(strict).first()
        assert order.customer.name == "Customer 0"
        with pytest.raises(InvalidRequestError) as refused:
            len(order.lines)
    print(refused.value)

    session.expunge_all()
    planned = strict.options(selectinload(sa.Order.lines))
    with assert_statements(2):
        assert sum(len(order.lines) for order in session.scalars(planned)) == 0
