"""Walking through 500 orders, newest first, while new ones arrive."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import Q
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
NEWEST_FIRST = Order.objects.order_by("-created_at", "-id")


def add_orders(first: int, last: int) -> None:
    customer, _ = Customer.objects.get_or_create(name="Ada", email="ada@example.com")
    orders = Order.objects.bulk_create(Order(customer=customer, number=f"A-{n}") for n in range(first, last + 1))
    for n, order in enumerate(orders, start=first):
        order.created_at = NOON + timedelta(seconds=n // 10)  # ten orders share each second
    Order.objects.bulk_update(orders, ["created_at"])


@pytest.fixture(autouse=True)
def five_hundred_orders():
    add_orders(1, 500)


def numbers(orders) -> list[str]:
    return [order.number for order in orders]


def by_offset(offset: int, size: int):
    return NEWEST_FIRST[offset : offset + size]


def by_cursor(cursor: str | None, size: int):
    """Return one page and the cursor of the next, which names the last row seen."""
    orders = NEWEST_FIRST
    if cursor:
        at, pk = signing.loads(cursor, salt="orders")
        at = datetime.fromisoformat(at)
        orders = orders.filter(Q(created_at__lt=at) | Q(created_at=at, id__lt=pk), created_at__lte=at)
    found = list(orders[: size + 1])  # one more tells whether there is a next page
    page, last = found[:size], found[size - 1] if len(found) > size else None
    return page, last and signing.dumps([last.created_at.isoformat(), last.id], salt="orders")


def test_an_order_that_arrives_between_two_offset_pages_repeats_a_row():
    first = numbers(by_offset(0, 3))
    add_orders(501, 501)
    second = numbers(by_offset(3, 3))
    print("offset:", first, second)
    assert first[-1] == second[0] == "A-498"


def test_an_order_that_disappears_between_two_offset_pages_hides_a_row():
    seen = numbers(by_offset(0, 3))
    Order.objects.get(number="A-500").delete()
    seen += numbers(by_offset(3, 3))
    assert "A-497" not in seen  # it still exists and no page showed it


def test_a_cursor_neither_repeats_nor_hides():
    first, cursor = by_cursor(None, 3)
    add_orders(501, 501)
    Order.objects.get(number="A-500").delete()
    second, _ = by_cursor(cursor, 3)
    print("cursor:", numbers(first), numbers(second))
    assert numbers(second) == ["A-497", "A-496", "A-495"]


def test_a_cursor_visits_every_row_once_although_ten_share_each_second():
    seen, cursor = [], None
    while True:
        page, cursor = by_cursor(cursor, 70)
        seen += numbers(page)
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 500


def test_a_cursor_needs_no_count(django_assert_num_queries):
    with django_assert_num_queries(2):  # COUNT(*), then the rows
        page = Paginator(NEWEST_FIRST, 20).page(5)
        assert len(page.object_list) == 20
    with django_assert_num_queries(1):
        page, _ = by_cursor(None, 20)
        assert len(page) == 20


@pytest.mark.postgresql
def test_rows_that_the_index_gives_for_one_deep_page_of_ten():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("CREATE INDEX newest ON shop_order (created_at DESC, id DESC)")
        cursor.execute(
            "INSERT INTO shop_order (number, status, total_cents, created_at, customer_id)"
            " SELECT 'B-' || n, 'open', 0, timestamptz '2026-10-01' + (n / 10) * interval '1 second', %s"
            " FROM generate_series(1, 20000) AS n",
            [Customer.objects.get().pk],
        )
        cursor.execute("ANALYZE shop_order")

    def rows_read(orders) -> int:
        node = json.loads(orders.explain(format="json", analyze=True))[0]["Plan"]
        return count(node)

    def count(node: dict) -> int:
        while node.get("Plans"):
            node = node["Plans"][0]
        assert node["Node Type"] == "Index Scan"
        return int(node["Actual Rows"]) + node.get("Rows Removed by Filter", 0)

    last = NEWEST_FIRST[9_999]  # the page before this one ended here
    older = Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, id__lt=last.id)
    read = {
        "offset": rows_read(NEWEST_FIRST[10_000:10_010]),
        "cursor with OR alone": rows_read(NEWEST_FIRST.filter(older)[:10]),
        "cursor with OR and <=": rows_read(NEWEST_FIRST.filter(older, created_at__lte=last.created_at)[:10]),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "EXPLAIN (ANALYZE, FORMAT JSON) SELECT * FROM shop_order WHERE (created_at, id) < (%s, %s)"
            " ORDER BY created_at DESC, id DESC LIMIT 10",
            [last.created_at, last.id],
        )
        plan = cursor.fetchone()[0]
        read["row comparison"] = count((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"])
    print("rows read for page 1,001:", read)
    assert read["offset"] == 10_010
    assert read["cursor with OR and <="] <= 20
    assert read["row comparison"] == 10
