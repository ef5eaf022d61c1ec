"""A slow order list: split the time, count the queries by shape, repair, and fix the count in a test."""

import time
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import Client, override_settings
from django.urls import path
from shop.models import Customer, Order

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class Timing:
    """Middleware: how much of the request was the database, and which query shapes came how often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        shapes: Counter[str] = Counter()
        database_s = 0.0

        def timed(execute, sql, params, many, context):
            nonlocal database_s
            started = time.perf_counter()
            try:
                return execute(sql, params, many, context)
            finally:
                database_s += time.perf_counter() - started
                shapes[sql] += 1  # the text with placeholders: the same shape for every id

        started = time.perf_counter()
        with connection.execute_wrapper(timed):
            response = self.get_response(request)
        total_s = time.perf_counter() - started
        response["Server-Timing"] = f"db;dur={database_s * 1000:.1f}, app;dur={(total_s - database_s) * 1000:.1f}"
        response["X-Queries"] = str(shapes.total())
        response["X-Most-Repeated"] = str(max(shapes.values(), default=0))
        return response


def orders(_request: HttpRequest) -> JsonResponse:
    rows = [{"number": order.number, "customer": order.customer.name} for order in Order.objects.order_by("id")]
    return JsonResponse({"orders": rows})


def orders_repaired(_request: HttpRequest) -> JsonResponse:
    page = Order.objects.select_related("customer").order_by("id")[:20]
    return JsonResponse({"orders": [{"number": order.number, "customer": order.customer.name} for order in page]})


def quote(_request: HttpRequest) -> JsonResponse:
    time.sleep(0.05)  # a call to a partner
    return JsonResponse({"orders": Order.objects.count()})


urlpatterns = [path("orders", orders), path("orders-repaired", orders_repaired), path("quote", quote)]


@pytest.fixture
def make_orders() -> Callable[[int], None]:
    def make(count: int) -> None:
        customer_of = [Customer.objects.create(name=f"C{n}", email=f"{n}-{count}@example.org") for n in range(count)]
        Order.objects.bulk_create(Order(customer=c, number=f"{count}-{n}") for n, c in enumerate(customer_of))

    return make


def ask(address: str) -> HttpResponse:
    with override_settings(MIDDLEWARE=[f"{__name__}.Timing"]):
        return Client().get(address)


def test_the_count_grows_with_the_rows_and_one_shape_repeats(make_orders):
    seen = []
    for more in (10, 40):
        make_orders(more)
        answer = ask("/orders")
        seen.append((Order.objects.count(), int(answer["X-Queries"]), int(answer["X-Most-Repeated"])))
    print("orders, queries, repeats of one shape:", seen)
    assert seen == [(10, 11, 10), (50, 51, 50)]


def test_the_repaired_list_needs_one_query_whatever_the_number_of_rows(make_orders, django_assert_num_queries):
    make_orders(50)
    with django_assert_num_queries(51):
        Client().get("/orders")
    with django_assert_num_queries(1):
        answer = Client().get("/orders-repaired")
    assert len(answer.json()["orders"]) == 20


def test_few_queries_and_little_database_time_mean_the_time_is_elsewhere():
    answer = ask("/quote")
    spent = dict(part.split(";dur=") for part in answer["Server-Timing"].split(", "))
    print(f"queries: {answer['X-Queries']}")
    print("measured", answer["Server-Timing"])
    assert answer["X-Queries"] == "1" and float(spent["app"]) >= 50 > float(spent["db"])
