"""10,000 orders from the database to JSON, four ways: queries, milliseconds, megabytes."""

import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypedDict

import pytest
from django.db import connection
from pydantic import BaseModel, ConfigDict, TypeAdapter
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db
FIELDS = ("id", "number", "status", "total_cents", "created_at")


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = FIELDS


class OrderModel(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: int
    number: str
    status: str
    total_cents: int
    created_at: datetime


class OrderRow(TypedDict):
    id: int
    number: str
    status: str
    total_cents: int
    created_at: datetime


MODELS, ROWS, ROW = TypeAdapter(list[OrderModel]), TypeAdapter(list[OrderRow]), TypeAdapter(OrderRow)


@pytest.fixture
def ten_thousand_orders() -> None:
    ada = Customer.objects.create(name="Ada", email="ada@example.com")
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
            " INSERT INTO shop_order (number, status, total_cents, created_at, customer_id)"
            " SELECT 'A-' || i, 'open', i, CURRENT_TIMESTAMP, %s FROM n",
            [ada.pk],
        )


def serializer() -> bytes:
    return JSONRenderer().render(OrderSerializer(Order.objects.order_by("id"), many=True).data)


def instances_to_models() -> bytes:
    return MODELS.dump_json(MODELS.validate_python(list(Order.objects.order_by("id"))))


def rows_to_bytes() -> bytes:
    return ROWS.dump_json(list(Order.objects.order_by("id").values(*FIELDS)))


def streamed() -> Iterator[bytes]:
    """One JSON document for each line: the reader needs no more memory than the writer."""
    for row in Order.objects.order_by("id").values(*FIELDS).iterator(chunk_size=500):
        yield ROW.dump_json(row) + b"\n"


def milliseconds(work: Callable[[], object]) -> float:
    times = []
    for _ in range(2):  # the better of two
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return min(times)


def megabytes(work: Callable[[], object]) -> float:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()


def test_the_layers_in_between_cost_more_than_the_json(ten_thousand_orders):
    took = {}
    for work in (serializer, instances_to_models, rows_to_bytes):
        took[work.__name__] = milliseconds(work)
        print(f"measured {work.__name__}: {took[work.__name__]:.0f} ms")
    assert took["serializer"] > 2 * took["rows_to_bytes"]


def test_they_all_write_the_same_answer(ten_thousand_orders):
    found = json.loads(serializer())
    assert len(found) == 10_000
    assert found == json.loads(rows_to_bytes()) == [json.loads(line) for line in streamed()]


def test_a_stream_holds_one_chunk_and_a_list_holds_everything(ten_thousand_orders):
    whole, chunked = megabytes(instances_to_models), megabytes(lambda: sum(map(len, streamed())))
    print(f"measured peak: all at once {whole:.1f} MB, streamed {chunked:.1f} MB")
    assert whole > 10 * chunked


def test_queries_hidden_in_the_serializer_come_before_all_of_this(django_assert_num_queries):
    class WithCustomer(serializers.ModelSerializer):
        customer = serializers.CharField(source="customer.name")

        class Meta:
            model = Order
            fields = ("number", "customer")

    for n in range(50):
        customer = Customer.objects.create(name=f"C{n}", email=f"{n}@example.com")
        Order.objects.create(number=f"A-{n}", customer=customer)

    with django_assert_num_queries(51):
        slow = WithCustomer(Order.objects.all(), many=True).data
    with django_assert_num_queries(1):
        quick = WithCustomer(Order.objects.select_related("customer"), many=True).data
    assert slow == quick


def test_a_page_of_a_hundred_needs_none_of_these_tricks(ten_thousand_orders):
    page = Order.objects.order_by("id")[:100]
    found = milliseconds(lambda: JSONRenderer().render(OrderSerializer(page.all(), many=True).data))
    print(f"measured serializer for a page of 100: {found:.1f} ms")
