"""Three rounds on one report: what each bought, what is left, and what noise alone would claim."""

import timeit
from collections import defaultdict
from random import Random
from statistics import median

Orders = list[tuple[str, int]]  # customer and cents


def first_version(customers: list[str], orders: Orders) -> dict[str, int]:
    return {name: sum(cents for who, cents in orders if who == name) for name in customers}


def round_one(customers: list[str], orders: Orders) -> dict[str, int]:
    """One pass over the orders instead of one per customer."""
    totals = dict.fromkeys(customers, 0)
    for who, cents in orders:
        totals[who] += cents
    return totals


def round_two(customers: list[str], orders: Orders) -> dict[str, int]:
    """The same with a default dictionary and a bound method, harder to read."""
    totals: defaultdict[str, int] = defaultdict(int)
    get, put = totals.__getitem__, totals.__setitem__
    for who, cents in orders:
        put(who, get(who) + cents)
    return {name: get(name) for name in customers}


CUSTOMERS = [f"C{number}" for number in range(300)]
ORDERS = [(CUSTOMERS[number % 300], number) for number in range(3000)]


def test_the_first_round_buys_nearly_everything():
    versions = (first_version, round_one, round_two)
    assert all(version(CUSTOMERS, ORDERS) == first_version(CUSTOMERS, ORDERS) for version in versions)

    ms = [min(timeit.repeat(lambda v=v: v(CUSTOMERS, ORDERS), repeat=5, number=1)) * 1000 for v in versions]
    print("measured ms per version:", ", ".join(f"{took:.2f}" for took in ms))
    one, two = 1 - ms[1] / ms[0], (ms[1] - ms[2]) / ms[0]
    print(f"measured saved, as a share of the first version: round one {one:.1%}, round two {two:.1%}")
    assert one > 0.8 and abs(two) < 0.1


def best_total(total_ms: float, part_ms: float) -> float:
    """What remains of a request if one part of it became free."""
    return total_ms - part_ms


def test_what_is_left_bounds_what_can_still_be_won():
    for part_ms in (60, 20, 2):
        left = best_total(120, part_ms)
        print(f"part of {part_ms} ms in a request of 120: at best {left:.0f} ms, {1 - left / 120:.0%} less")
    assert 1 - best_total(120, 2) / 120 < 0.02


def wrong_verdicts(true_gain: float, noise: float, runs: int) -> float:
    """How often the faster version looks slower, comparing the medians of so many noisy runs."""
    dice = Random(11)

    def measure(true_ms: float) -> float:
        return median(dice.gauss(true_ms, true_ms * noise) for _ in range(runs))

    return sum(measure(100 * (1 - true_gain)) > measure(100) for _ in range(5000)) / 5000


def test_a_gain_below_the_noise_cannot_be_seen_and_hardly_be_kept():
    for runs in (1, 20):
        for gain in (0.01, 0.1):
            wrong = wrong_verdicts(gain, noise=0.05, runs=runs)
            print(f"true gain {gain:.0%}, noise 5 %, {runs} + {runs} runs: wrong verdict in {wrong:.0%}")
    assert wrong_verdicts(0.01, 0.05, runs=1) > 0.3
    assert wrong_verdicts(0.1, 0.05, runs=20) == 0


def test_milliseconds_become_a_share_of_a_core():
    saved_ms, requests_a_day = 5, 200_000
    share = saved_ms / 1000 * requests_a_day / 86_400
    print(f"{saved_ms} ms of CPU less on {requests_a_day} requests a day: {share:.1%} of one core")
    assert round(share, 3) == 0.012


def test_the_third_round_is_fast_and_wrong():
    cache: dict[str, dict[str, int]] = {}

    def round_three(orders: Orders) -> dict[str, int]:
        return cache.setdefault("report", round_one(CUSTOMERS, orders))

    assert round_three([("C0", 100)])["C0"] == 100
    after_a_refund = round_three([("C0", 40)])["C0"]
    print("after a refund to 40 the cached report says:", after_a_refund)
    assert after_a_refund == 100
