"""Read, miss, load, fill: two schedules that leave an old value in the cache, and what stops them."""

from contextlib import closing

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from shop.models import Product

pytestmark = pytest.mark.django_db
KEY = "price:tea"


@pytest.fixture(autouse=True)
def tea(db):
    cache.clear()
    yield Product.objects.create(sku="tea", name="Tea", price_cents=450)
    cache.clear()


def load() -> int:
    return Product.objects.values_list("price_cents", flat=True).get(sku="tea")


def change(cents: int) -> None:
    Product.objects.filter(sku="tea").update(price_cents=cents)


def test_a_slow_reader_fills_the_cache_with_what_was_true_before():
    seen = load()  # a reader missed, and has read 450
    change(480)  # a writer changes the price
    cache.delete(KEY)  # and invalidates: there is nothing to delete yet
    cache.set(KEY, seen)  # the reader goes on and fills
    print(f"database {load()}, cache {cache.get(KEY)}")
    assert (load(), cache.get(KEY)) == (480, 450)  # until the timeout, however long that is


def test_writing_the_new_value_into_the_cache_has_a_race_of_its_own():
    change(480)  # writer A
    change(520)  # writer B, later: the database ends at 520
    cache.set(KEY, 520)  # B fills first
    cache.set(KEY, 480)  # A was delayed
    print(f"database {load()}, cache {cache.get(KEY)}")
    assert (load(), cache.get(KEY)) == (520, 480)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_deleting_before_the_commit_invites_the_old_value_back():
    reader = connection.copy()

    def read_through() -> int:
        with reader.cursor() as cursor:
            cursor.execute("SELECT price_cents FROM shop_product WHERE sku = 'tea'")
            return cache.get_or_set(KEY, cursor.fetchone()[0])

    seen = {}
    with closing(reader):
        for when in ("inside", "on commit"):
            change(450)
            cache.set(KEY, 450)
            with transaction.atomic():
                change(480)
                if when == "inside":
                    cache.delete(KEY)
                else:
                    transaction.on_commit(lambda: cache.delete(KEY))
                read_through()  # another request, before our commit
            seen[when] = read_through()
    print("cached after the commit, deleted inside / on commit:", seen)
    assert seen == {"inside": 450, "on commit": 480}


def fill(key: str, value: int, generation: int) -> bool:
    """Fill only if nobody has invalidated since we looked. (On Redis or Memcached: one atomic compare-and-set.)"""
    if cache.get(f"{key}:generation", 0) != generation:
        return False
    return cache.add(key, value)


def invalidate(key: str) -> None:
    cache.set(f"{key}:generation", cache.get(f"{key}:generation", 0) + 1, timeout=None)
    cache.delete(key)


def test_a_generation_taken_before_the_read_refuses_the_late_fill():
    generation = cache.get(f"{KEY}:generation", 0)
    seen = load()
    change(480)
    invalidate(KEY)
    filled = fill(KEY, seen, generation)
    print(f"late fill accepted: {filled}, cache {cache.get(KEY)}, next reader loads {load()}")
    assert (filled, cache.get(KEY)) == (False, None)


def test_a_key_that_contains_the_version_makes_the_old_value_unreachable():
    """The row's own version is part of the key: nothing has to be deleted."""

    def key(version: int) -> str:
        return f"{KEY}:v{version}"

    seen = load()
    change(480)  # in one statement with: version = version + 1
    cache.set(key(1), seen)  # the slow reader fills what belongs to version 1
    assert cache.get(key(2)) is None
    print("asked for version 2:", cache.get_or_set(key(2), load))
    assert cache.get(key(2)) == 480


def test_a_timeout_bounds_every_mistake():
    seen = load()
    change(480)
    cache.set(KEY, seen, timeout=0.05)
    assert cache.get(KEY) in (450, None)
    cache.touch(KEY, timeout=-1)  # stands for the moment at which it has run out
    print("after the timeout:", cache.get_or_set(KEY, load))
    assert cache.get(KEY) == 480
