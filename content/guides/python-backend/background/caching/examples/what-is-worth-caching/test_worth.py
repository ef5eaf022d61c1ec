"""What a cache saves depends on how often the same thing is asked for; and three ways to cache nothing by accident."""

import random
from collections import OrderedDict

import pytest
from django.core.cache import cache
from django.db.models import Sum
from shop.models import Customer, Order

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def turnover() -> int:
    return Order.objects.aggregate(total=Sum("total_cents", default=0))["total"]


def test_the_second_reader_asks_nobody(django_assert_num_queries):
    ada = Customer.objects.create(name="Ada", email="ada@example.org")
    Order.objects.create(customer=ada, number="N1", total_cents=500)
    with django_assert_num_queries(1):
        values = [cache.get_or_set("turnover", turnover, timeout=60) for _ in range(100)]
    print("100 reads, values:", set(values))
    Order.objects.create(customer=ada, number="N2", total_cents=500)
    print("after a new order, cached and real:", cache.get("turnover"), turnover())
    assert (cache.get("turnover"), turnover()) == (500, 1000)  # the price: it is old until it ends


def hits(requests: list[int], size: int) -> int:
    """How many of the requests a cache of this size answers, dropping what was used longest ago."""
    kept: OrderedDict[int, None] = OrderedDict()
    found = 0
    for key in requests:
        if key in kept:
            found += 1
            kept.move_to_end(key)
        else:
            kept[key] = None
            if len(kept) > size:
                kept.popitem(last=False)
    return found


def test_the_same_cache_for_popular_and_for_scattered_requests():
    chance = random.Random(7)
    popular = chance.choices(range(10_000), weights=[1 / (rank + 1) for rank in range(10_000)], k=20_000)
    scattered = chance.choices(range(10_000), k=20_000)
    rates = {name: round(100 * hits(keys, 500) / 20_000) for name, keys in
             (("few products asked for most", popular), ("all asked for alike", scattered))}  # fmt: skip
    for name, rate in rates.items():
        print(f"10,000 products, room for 500, {name}: {rate} % hits")
    assert rates["few products asked for most"] > 10 * rates["all asked for alike"]


def test_a_key_with_too_much_in_it_is_never_asked_for_again():
    requests = [("page 1", user, second) for second in range(100) for user in range(10)]
    by_all = hits([hash(request) for request in requests], 10_000)
    by_page = hits([hash(page) for page, _, _ in requests], 10_000)
    print(f"1,000 requests, key with user and second: {by_all} hits, key with the page: {by_page} hits")
    assert (by_all, by_page) == (0, 999)


def test_nothing_found_must_be_cached_on_purpose(django_assert_num_queries):
    def find(email: str) -> str | None:
        name = cache.get(email)
        if name is None:  # not cached, or cached as None: it looks the same
            name = Customer.objects.filter(email=email).values_list("name", flat=True).first()
            cache.set(email, name)
        return name

    with django_assert_num_queries(3):
        [find("nobody@example.org") for _ in range(3)]

    missing = object()

    def find_once(email: str) -> str | None:
        name = cache.get(email, missing)
        if name is missing:
            name = Customer.objects.filter(email=email).values_list("name", flat=True).first()
            cache.set(email, name)
        return name

    cache.clear()
    with django_assert_num_queries(1):
        [find_once("nobody@example.org") for _ in range(3)]


def test_caching_a_queryset_runs_it_and_keeps_its_rows(django_assert_num_queries):
    Customer.objects.create(name="Ada", email="ada@example.org")
    with django_assert_num_queries(1):
        cache.set("customers", Customer.objects.all())  # pickling fetches every row
        assert len(cache.get("customers")) == 1
        assert len(cache.get("customers")) == 1
