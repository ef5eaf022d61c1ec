"""From 'much faster' to a number that survives questions: which figure, how sure, against what, and for whom."""

import random
from statistics import mean, median

random.seed(4)
BEFORE = [random.lognormvariate(6.6, 0.6) for _ in range(400)]  # milliseconds of one page, made up
AFTER = [random.lognormvariate(6.1, 0.6) for _ in range(400)]


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def test_the_same_change_in_three_figures():
    for name, figure in (("mean", mean), ("median", median), ("p95", p95)):
        before, after = figure(BEFORE), figure(AFTER)
        print(f"{name}: {before:.0f} to {after:.0f} ms, {1 - after / before:.0%} less")
    assert p95(AFTER) < p95(BEFORE)


def interval(before: list[float], after: list[float], rounds: int = 400) -> tuple[float, float]:
    """Draw both samples again and again; the middle 95 % of the results is what one may claim."""
    drawn = random.Random(9)
    less = sorted(
        1 - median(drawn.choices(after, k=len(after))) / median(drawn.choices(before, k=len(before))) for _ in range(rounds)
    )
    return less[int(rounds * 0.025)], less[int(rounds * 0.975)]


def test_how_sure():
    low, high = interval(BEFORE, AFTER)
    print(f"400 requests each: the median is {low:.0%} to {high:.0%} lower")
    few_low, few_high = interval(BEFORE[:10], AFTER[:10])
    print(f"10 requests each:  {few_low:.0%} to {few_high:.0%}")
    assert 0 < low < high and few_high - few_low > 2 * (high - low)


def test_against_what_would_have_happened_anyway():
    """The other pages became faster as well that week: a library was upgraded. Only the rest is ours."""
    ours = median(AFTER) / median(BEFORE)
    others = 0.90  # pages that were not changed, same week
    print(f"our page {1 - ours:.0%} less, unchanged pages {1 - others:.0%} less, so ours is {1 - ours / others:.0%}")
    assert 1 - ours / others < 1 - ours


def test_picking_the_worst_week_as_before_finds_success_without_any_change():
    weeks = random.Random(6)
    gains = []
    for _ in range(500):
        quarter = [weeks.gauss(100, 10) for _ in range(12)]  # tickets a week; nothing is changed at any time
        gains.append(1 - weeks.gauss(100, 10) / max(quarter))
    print(f"nothing was changed, 'before' is the worst of 12 weeks: mean improvement {mean(gains):.0%}")
    assert mean(gains) > 0.1


def test_translated_for_somebody_who_does_not_run_servers():
    orders, minutes = 1200, 3.0
    hours = orders * minutes / 60
    print(f"{orders} orders a month, {minutes:.0f} minutes less by hand: {hours:.0f} hours, {hours / 140:.1f} people")
    assert hours == 60


def test_a_share_of_something_small_is_small():
    rows = {"import, once a week": (3600, 0.9, 1), "search, 80,000 times a week": (0.9, 0.4, 80_000)}
    for name, (seconds, less, times) in rows.items():
        print(f"{name}: {less:.0%} less, {seconds * less * times / 3600:.1f} hours of waiting a week")
    assert 3600 * 0.9 * 1 < 0.9 * 0.4 * 80_000
