"""An invoice export is slow. Guess first, then measure, change one thing, measure the same again."""

import cProfile
import pstats
import time
import timeit
from collections.abc import Callable

Prices = list[tuple[str, int]]


def price_by_scanning(prices: Prices, sku: str) -> int:
    for known, cents in prices:
        if known == sku:
            return cents
    raise KeyError(sku)


def as_text(sku: str, cents: int) -> str:  # everybody suspects this one
    return f"{sku:<12}{cents // 100:>8}.{cents % 100:02}"


def export(prices: Prices, skus: list[str]) -> list[str]:
    return [as_text(sku, price_by_scanning(prices, sku)) for sku in skus]


def export_with_index(prices: Prices, skus: list[str]) -> list[str]:
    by_sku = dict(prices)
    return [as_text(sku, by_sku[sku]) for sku in skus]


def made_up(products: int) -> tuple[Prices, list[str]]:
    prices = [(f"SKU-{number}", number * 10) for number in range(products)]
    return prices, [sku for sku, _ in prices]


def best_of_five(*functions: Callable[[], object]) -> list[float]:
    """The fastest run is the least disturbed one; the functions take turns, so that a busy moment hits all of them."""
    rounds = [[timeit.timeit(function, number=1) for function in functions] for _ in range(5)]
    return [min(times) for times in zip(*rounds, strict=True)]


def test_the_profile_accuses_another_function_than_the_team():
    profile = cProfile.Profile(time.process_time)  # of this process, whoever else is busy
    profile.runcall(export, *made_up(2000))
    own_s = {name: stat[2] for (_, _, name), stat in pstats.Stats(profile).stats.items()}
    share = {name: own_s[name] / sum(own_s.values()) for name in ("price_by_scanning", "as_text")}
    for name, part in share.items():
        print(f"measured share of {name}: {part:.0%}")
    assert share["price_by_scanning"] > 5 * share["as_text"]


def test_the_change_keeps_the_answer_and_wins_at_the_size_of_production():
    prices, skus = made_up(2000)
    assert export(prices, skus) == export_with_index(prices, skus)

    before, after = best_of_five(lambda: export(prices, skus), lambda: export_with_index(prices, skus))
    print(f"measured 2000 products: {before * 1000:.1f} ms, then {after * 1000:.2f} ms, ratio {before / after:.0f}")
    assert before > 3 * after


def test_test_data_of_three_rows_hides_the_problem():
    prices, skus = made_up(3)
    before, after = best_of_five(
        lambda: [export(prices, skus) for _ in range(200)],
        lambda: [export_with_index(prices, skus) for _ in range(200)],
    )
    print(f"measured 3 products: {before / after:.1f} times")
    assert before < 3 * after


def test_the_suspect_could_not_have_paid_off():
    prices, skus = made_up(2000)
    everything, formatting = best_of_five(lambda: export(prices, skus), lambda: [as_text(*row) for row in prices])
    print(f"measured formatting by itself: {formatting / everything:.0%} of the export")
    assert formatting < everything / 5


def test_a_stopwatch_must_not_jump_with_the_wall_clock():
    wall, stopwatch = time.get_clock_info("time"), time.get_clock_info("perf_counter")
    print("time() adjustable:", wall.adjustable, "| perf_counter() monotonic:", stopwatch.monotonic)
    assert wall.adjustable and stopwatch.monotonic and not stopwatch.adjustable
