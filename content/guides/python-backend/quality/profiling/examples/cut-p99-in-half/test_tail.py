"""Recorded requests, taken apart: what dominates the slowest 1 %, and which change would halve p99."""

import math
from collections.abc import Callable
from random import Random

Spans = dict[str, float]  # milliseconds of one request, by where they went


def recorded(count: int = 20_000) -> list[Spans]:
    """A stand-in for a day of traces: everybody renders, a few meet a slow partner, big baskets read many rows."""
    dice = Random(7)

    def one() -> Spans:
        big = dice.random() < 0.012
        slow_partner = dice.random() < 0.015
        return {
            "pool wait": dice.expovariate(1 / 4),
            "sql": dice.gauss(700, 50) if big else dice.gauss(25, 4),
            "partner": dice.uniform(800, 1500) if slow_partner else dice.gauss(40, 6),
            "render": dice.gauss(60, 5),
        }

    return [one() for _ in range(count)]


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[math.ceil(share * len(ordered)) - 1]


def p99(requests: list[Spans]) -> float:
    return percentile([sum(spans.values()) for spans in requests], 0.99)


def largest_part(requests: list[Spans]) -> tuple[str, float]:
    """The span with the largest share of these requests' time."""
    total = sum(sum(spans.values()) for spans in requests)
    parts = {name: sum(spans[name] for spans in requests) / total for name in requests[0]}
    name = max(parts, key=parts.__getitem__)
    return name, parts[name]


def test_the_mean_and_the_tail_accuse_different_spans():
    requests = recorded()
    tail = sorted(requests, key=lambda spans: sum(spans.values()))[-200:]
    for name, group in (("all requests", requests), ("slowest 1 %", tail)):
        span, share = largest_part(group)
        print(f"{name}: {span} has {share:.0%} of the time")
    assert (largest_part(requests)[0], largest_part(tail)[0]) == ("render", "partner")


def what_if(**limits: Callable[[float], float]) -> float:
    """p99 if these spans had been different and all else equal."""
    return p99([{name: limits.get(name, float)(ms) for name, ms in spans.items()} for spans in recorded()])


def test_each_idea_is_played_through_before_it_is_built():
    now = p99(recorded())
    ideas = {
        "render twice as fast": what_if(render=lambda ms: ms / 2),
        "read big baskets in pages": what_if(sql=lambda ms: min(ms, 60)),
        "give up on the partner after 250 ms": what_if(partner=lambda ms: min(ms, 250)),
        "both limits": what_if(partner=lambda ms: min(ms, 250), sql=lambda ms: min(ms, 60)),
    }
    usual = percentile([sum(spans.values()) for spans in recorded()], 0.5)
    print(f"now: p50 {usual:.0f} ms, p99 {now:.0f} ms")
    for idea, then in ideas.items():
        print(f"{idea}: p99 {then:.0f} ms, {1 - then / now:.0%} less")
    assert ideas["render twice as fast"] > 0.9 * now
    assert ideas["give up on the partner after 250 ms"] > now / 2  # the next cause was standing behind the first
    assert ideas["both limits"] < now / 2


def test_a_second_copy_after_p95_cuts_the_tail_for_five_percent_more_calls():
    dice = Random(7)

    def partner_ms() -> float:
        return dice.uniform(800, 1500) if dice.random() < 0.015 else max(1.0, dice.gauss(40, 6))

    first = [partner_ms() for _ in range(20_000)]
    patience = percentile(first, 0.95)
    hedged = [min(ms, patience + partner_ms()) if ms > patience else ms for ms in first]
    extra = sum(ms > patience for ms in first) / len(first)
    print(f"p99 {percentile(first, 0.99):.0f} ms, hedged {percentile(hedged, 0.99):.0f} ms, extra calls {extra:.0%}")
    assert extra <= 0.05 and percentile(hedged, 0.99) < percentile(first, 0.99) / 2


def test_the_same_work_has_a_longer_tail_on_a_busier_server():
    tails = []
    for busy in (0.5, 0.8, 0.95):
        dice, free_at, now, waits = Random(7), 0.0, 0.0, []
        for _ in range(50_000):
            now += dice.expovariate(busy / 10)  # arrivals; each needs 10 ms
            free_at = max(now, free_at) + 10
            waits.append(free_at - now)
        tails.append(percentile(waits, 0.99))
        print(f"{busy:.0%} busy: p50 {percentile(waits, 0.5):.0f} ms, p99 {tails[-1]:.0f} ms")
    assert tails[1] > 2 * tails[0] and tails[2] > 3 * tails[1]
