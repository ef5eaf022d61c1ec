"""A CSV export over a table: what is in memory, what the client has seen when it fails, and which moment it shows."""

import asyncio
import csv
import tracemalloc
import warnings
from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.models import F, QuerySet
from django.http import StreamingHttpResponse
from shop.models import Account, Product

pytestmark = pytest.mark.django_db


class Line:
    """What csv.writer writes to: it keeps nothing, and writerow() returns what write() does."""

    def write(self, text: str) -> str:
        return text


def csv_lines(products: QuerySet[Product], chunk_size: int = 250) -> Iterator[str]:
    writer = csv.writer(Line())
    yield writer.writerow(["sku", "cents"])
    for product in products.iterator(chunk_size=chunk_size):
        yield writer.writerow([product.sku, product.price_cents])


def stock(rows: int) -> QuerySet[Product]:
    new = (Product(sku=f"p{n}", name="Cup", description="x" * 300, price_cents=n) for n in range(rows))
    Product.objects.bulk_create(new, batch_size=500)
    return Product.objects.order_by("pk")


def peak_kib(work) -> int:
    tracemalloc.start()
    work()
    highest = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return highest // 1024


def test_four_times_the_rows_need_no_more_memory_when_streamed(django_assert_num_queries):
    def whole(products):
        return "".join(f"{p.sku},{p.price_cents}\r\n" for p in products)

    def streamed(products):
        for _ in csv_lines(products):
            pass

    found = {}
    products = stock(4000)
    for rows in (1000, 4000):
        for way in (whole, streamed):
            with django_assert_num_queries(1):
                found[way.__name__, rows] = peak_kib(lambda way=way, rows=rows: way(products[:rows].all()))
    assert found["whole", 4000] > 3 * found["whole", 1000]
    assert found["streamed", 4000] < 1.5 * found["streamed", 1000]
    print("measured KiB at the peak:", ", ".join(f"{way} {rows}: {kib}" for (way, rows), kib in found.items()))


def test_related_rows_cost_one_query_for_each_chunk(django_assert_num_queries):
    products = stock(1000).prefetch_related("tags")
    with django_assert_num_queries(1 + 4):
        assert sum(1 for _ in csv_lines(products, chunk_size=250)) == 1001


def counted(rows: int, log: list[int], fail_at: int = -1) -> Iterator[str]:
    for number in range(rows):
        if number == fail_at:
            raise RuntimeError("a row that cannot be written")
        log.append(number)
        yield f"{number}\r\n"


def test_a_failure_in_the_middle_comes_after_the_status():
    made: list[int] = []
    response = StreamingHttpResponse(counted(10, made, fail_at=3), content_type="text/csv")
    assert (response.status_code, made) == (200, [])  # status and headers go out before any row is made
    sent = []
    with pytest.raises(RuntimeError, match="cannot be written"):
        sent.extend(response)
    assert made == [0, 1, 2]
    print("status 200, lines sent before the failure:", len(made))


def test_served_asynchronously_a_plain_generator_is_read_whole_first():
    async def first_part(response: StreamingHttpResponse) -> bytes:
        async for part in response:
            return part
        raise AssertionError

    made: list[int] = []
    with pytest.warns(Warning, match="must consume synchronous iterators"):
        assert asyncio.run(first_part(StreamingHttpResponse(counted(500, made)))) == b"0\r\n"
    assert len(made) == 500

    async def async_rows():
        for line in counted(500, made):
            yield line

    made.clear()
    with warnings.catch_warnings(action="error"):
        assert asyncio.run(first_part(StreamingHttpResponse(async_rows()))) == b"0\r\n"
    assert len(made) == 1
    print("rows made before the first part left: plain generator 500, async generator 1")


def by_key(accounts: QuerySet[Account], size: int) -> Iterator[Account]:
    last = 0
    while page := list(accounts.filter(pk__gt=last).order_by("pk")[:size]):
        yield from page
        last = page[-1].pk  # an export that breaks off can go on from here


def exported_total(accounts: Iterator[Account], first: Account, second: Account) -> int:
    """Sum the export, while somebody moves 50 from the second account to the first after the first was read."""
    total = next(accounts).balance
    Account.objects.filter(pk=first.pk).update(balance=F("balance") + 50)
    Account.objects.filter(pk=second.pk).update(balance=F("balance") - 50)
    return total + sum(account.balance for account in accounts)


@pytest.fixture
def two() -> list[Account]:
    return [Account.objects.create(owner=owner, balance=100) for owner in ("Ada", "Bob")]


def test_pages_show_several_moments(two):
    assert exported_total(by_key(Account.objects.all(), size=1), *two) == 150
    print("200 in the accounts, exported page by page: 150")


@pytest.mark.postgresql
def test_one_server_side_cursor_shows_one_moment(two):
    assert exported_total(Account.objects.order_by("pk").iterator(chunk_size=1), *two) == 200


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_the_server_keeps_a_copy_of_the_result(two):
    rows = Account.objects.order_by("pk").iterator(chunk_size=1)
    next(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT is_holdable FROM pg_cursors WHERE name LIKE '_django_curs%'")
        assert cursor.fetchall() == [(True,)]
    assert len(list(rows)) == 1
