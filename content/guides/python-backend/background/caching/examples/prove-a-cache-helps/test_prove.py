"""Before and after in numbers: hit ratio, mean, p99, load on the database, and the hour in which the cache is empty."""

import random
from collections import OrderedDict
from itertools import pairwise
from statistics import quantiles

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from shop.models import Product

LOOKUP_MS, QUERY_MS, HEAVY_MS = 1, 20, 400


def requests(number: int = 10_000) -> list[int]:
    """Products asked for, a few of them most of the time. The same list in every run."""
    return random.Random(11).choices(range(2000), weights=[1 / (rank + 1) for rank in range(2000)], k=number)


def cost(product: int) -> int:
    return HEAVY_MS if product % 20 == 19 else QUERY_MS  # one product in twenty has a page that is slow to build


def serve(keys: list[int], room: int) -> tuple[list[int], int]:
    """Milliseconds of each request, and how many reached the database."""
    kept: OrderedDict[int, None] = OrderedDict()
    times, loads = [], 0
    for key in keys:
        if room and key in kept:
            kept.move_to_end(key)
            times.append(LOOKUP_MS)
            continue
        loads += 1
        times.append(cost(key) + (LOOKUP_MS if room else 0))
        if room:
            kept[key] = None
            if len(kept) > room:
                kept.popitem(last=False)
    return times, loads


def summary(times: list[int], loads: int) -> tuple[float, int, int, int]:
    cuts = quantiles(times, n=100)
    return round(sum(times) / len(times), 1), round(cuts[49]), round(cuts[98]), loads


def test_mean_and_median_fall_and_the_p99_does_not():
    keys = requests()
    without, with_cache = summary(*serve(keys, 0)), summary(*serve(keys, 300))
    print("mean, median, p99 in ms, loads without:", without)
    print("mean, median, p99 in ms, loads with:   ", with_cache)
    assert with_cache[0] < without[0] and with_cache[1] < without[1] and with_cache[3] < without[3] / 2
    assert with_cache[2] >= without[2]  # the slowest requests are the misses, and they now pay the lookup too


def test_room_has_a_price_and_a_curve():
    keys = requests()
    curve = {room: round(100 - 100 * serve(keys, room)[1] / len(keys)) for room in (50, 100, 300, 600, 2000)}
    print("hit ratio in % by entries kept:", curve)
    gain = {room: (curve[room] - curve[less]) / (room - less) for less, room in pairwise(curve)}
    print("points for each further entry, first and last step:", round(gain[100], 2), round(gain[2000], 3))
    assert list(gain.values()) == sorted(gain.values(), reverse=True)  # the last ones are those nobody asks for


def test_below_which_hit_ratio_it_costs_more_than_it_saves():
    """Every request pays the lookup; only hits save the query."""
    needed = {query: round(100 * LOOKUP_MS / query) for query in (2, 20, 400)}
    print("hit ratio needed to break even, by ms of the query:", needed)
    assert needed == {2: 50, 20: 5, 400: 0}


def test_the_empty_cache_is_the_load_to_plan_for():
    keys = requests()
    _, loads = serve(keys, 300)
    first_minute = serve(keys[:500], 300)[1]
    steady = serve(keys, 300)[1] - serve(keys[:-500], 300)[1]
    print(f"loads in 500 requests: without a cache 500, just after a restart {first_minute}, later {steady}")
    assert loads < len(keys) and steady < first_minute < 500


@pytest.mark.django_db
def test_count_it_in_the_real_code_before_believing_the_model():
    cache.clear()
    Product.objects.bulk_create(Product(sku=f"P{n}", name="Tea", price_cents=n) for n in range(2000))
    counted = {"hit": 0, "miss": 0}

    def name_of(number: int) -> str:
        name = cache.get(f"name:{number}")
        counted["hit" if name else "miss"] += 1
        if name is None:
            name = Product.objects.values_list("name", flat=True).get(sku=f"P{number}")
            cache.set(f"name:{number}", name)
        return name

    with CaptureQueriesContext(connection) as captured:
        for number in requests(300):
            name_of(number)
    print(f"300 requests: {counted}, queries {len(captured)}")
    assert len(captured) == counted["miss"] < 300 == counted["hit"] + counted["miss"]
    cache.clear()


def test_a_cache_that_is_never_read_looks_busy():
    """Writes on every request, and a key that is not the one read: the dashboard shows traffic, the ratio is 0."""
    cache.clear()
    hits = 0
    for user in range(50):
        hits += cache.get(f"menu:{user}") is not None
        cache.set(f"menu:{user}:", "menu")  # one character too many
    print("sets: 50, hits:", hits)
    assert hits == 0
    cache.clear()
