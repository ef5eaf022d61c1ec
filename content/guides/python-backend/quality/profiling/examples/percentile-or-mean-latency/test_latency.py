"""What a mean hides, what percentiles do not allow, and how a load test can fool both."""

import math


def percentile(values: list[float], share: float) -> float:
    """The smallest value that at least `share` of all values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1]


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_nobody_had_the_mean():
    latencies = [20.0] * 970 + [3000.0] * 30
    print(f"mean {mean(latencies):.0f} ms, p50 {percentile(latencies, 0.5):.0f}, p99 {percentile(latencies, 0.99):.0f}")
    print("requests between 50 and 2000 ms:", sum(50 < value < 2000 for value in latencies))
    assert (round(mean(latencies)), percentile(latencies, 0.5), percentile(latencies, 0.99)) == (109, 20, 3000)


def test_a_page_of_many_calls_meets_the_tail_often():
    for calls in (1, 20, 100):
        print(f"{calls} calls a page: {1 - 0.99**calls:.0%} of the pages contain a call slower than p99")
    assert 1 - 0.99**100 > 0.6


def test_averaged_percentiles_of_two_servers_say_nothing_about_all_requests():
    healthy = [50.0] * 10_000
    for sick in ([2000.0] * 100, [2000.0] * 1000):
        averaged = (percentile(healthy, 0.99) + percentile(sick, 0.99)) / 2
        true = percentile(healthy + sick, 0.99)
        print(f"sick server answers {len(sick)}: p99 averaged {averaged:.0f}, p99 of all requests {true:.0f}")
        assert (averaged, true) == (1025, 50 if len(sick) == 100 else 2000)


BOUNDS = [25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0]


def histogram(values: list[float]) -> list[int]:
    """How many values are in each bucket, up to each bound: what a metrics library counts."""
    return [sum(low < value <= high for value in values) for low, high in zip([0.0, *BOUNDS], BOUNDS, strict=False)]


def test_histograms_can_be_added_but_a_percentile_is_only_as_fine_as_its_bucket():
    one, two = [30.0] * 600 + [600.0] * 10, [40.0] * 400 + [900.0] * 10
    added = [left + right for left, right in zip(histogram(one), histogram(two), strict=True)]
    assert added == histogram(one + two)

    seen, bucket = 0, 0
    while (seen := seen + added[bucket]) < 0.99 * sum(added):
        bucket += 1
    low, high = BOUNDS[bucket - 1], BOUNDS[bucket]
    print(f"true p99 {percentile(one + two, 0.99):.0f} ms; the buckets know: {low:.0f} to {high:.0f}")
    assert low < percentile(one + two, 0.99) <= high


def replay(stall_ms: float, wait_for_the_answer: bool) -> list[float]:
    """1000 requests, one due every 10 ms, 1 ms of work each; the server stands still for `stall_ms` at request 500."""
    latencies, free_at, sender_free_at = [], 0.0, 0.0
    for number in range(1000):
        due = number * 10.0
        sent = max(due, sender_free_at) if wait_for_the_answer else due
        started = max(sent, free_at)
        free_at = started + 1.0 + (stall_ms if number == 500 else 0.0)
        latencies.append(free_at - sent)
        sender_free_at = free_at
    return latencies


def test_a_client_that_waits_for_answers_does_not_see_the_queue():
    polite, steady = replay(1000, wait_for_the_answer=True), replay(1000, wait_for_the_answer=False)
    for name, latencies in (("waits for each answer", polite), ("sends on schedule", steady)):
        slow = sum(value > 100 for value in latencies)
        print(f"{name}: {slow} slow of 1000, p99 {percentile(latencies, 0.99):.0f} ms, worst {max(latencies):.0f}")
    assert percentile(polite, 0.99) == 1 and percentile(steady, 0.99) > 800


def test_the_mean_is_the_right_number_for_capacity():
    latencies = [20.0] * 970 + [3000.0] * 30
    per_second = 50
    in_flight = per_second * mean(latencies) / 1000  # Little's law
    print(f"{per_second} requests a second keep {in_flight:.1f} workers busy on average")
    assert round(in_flight, 1) == 5.5
