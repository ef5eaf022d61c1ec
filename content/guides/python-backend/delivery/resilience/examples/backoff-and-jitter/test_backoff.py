"""A hundred clients meet an outage of one second. How often do they knock, and how hard at once?"""

import random
from collections import Counter
from collections.abc import Callable

import pytest

CLIENTS, OUTAGE_MS, SERVES_PER_TICK, TICK_MS = 100, 1_000, 10, 50
Delay = Callable[[int], float]  # number of the failed attempt -> milliseconds to wait


def at_once(attempt: int) -> float:
    return TICK_MS


def exponential(attempt: int) -> float:
    return min(100 * 2**attempt, 3_200)


def full_jitter(attempt: int) -> float:
    return random.uniform(0, exponential(attempt))


def outage(delay: Delay) -> tuple[int, int, int]:
    """All clients call at 0 ms. Down until OUTAGE_MS, then a few answers per tick. Return calls, worst tick, end."""
    random.seed(11)
    due = [(0.0, client, 0) for client in range(CLIENTS)]
    calls, per_tick, end = 0, Counter[int](), 0
    tick = 0
    while due:
        now, served = tick * TICK_MS, 0
        later = []
        for when, client, attempt in sorted(due):
            if when > now:
                later.append((when, client, attempt))
                continue
            calls += 1
            per_tick[tick] += 1
            if now >= OUTAGE_MS and served < SERVES_PER_TICK:
                served += 1
                end = now
            else:
                later.append((now + delay(attempt), client, attempt + 1))
        due, tick = later, tick + 1
    after_recovery = [count for tick, count in per_tick.items() if tick * TICK_MS >= OUTAGE_MS]
    return calls, max(after_recovery), end


def test_backoff_reduces_calls_and_jitter_reduces_the_crowd():
    results = {delay.__name__: outage(delay) for delay in (at_once, exponential, full_jitter)}
    for name, (calls, worst, end) in results.items():
        print(f"{name}: {calls} calls, at most {worst} in one tick after recovery, all served at {end} ms")
    knocking, waiting, spread = (results[name] for name in ("at_once", "exponential", "full_jitter"))
    assert waiting[0] < knocking[0] / 2  # waiting longer saves calls
    assert waiting[1] == knocking[1] == CLIENTS  # but everybody still comes in the same tick
    assert spread[1] < CLIENTS / 2  # only chance pulls them apart
    assert spread[2] < waiting[2]


def test_three_layers_that_each_try_three_times():
    calls = Counter[str]()

    def retrying(name: str, inner: Callable[[], None]) -> Callable[[], None]:
        def call() -> None:
            for attempt in range(3):
                calls[name] += 1
                try:
                    return inner()
                except ConnectionError:
                    if attempt == 2:
                        raise
            return None

        return call

    def database() -> None:
        raise ConnectionError

    request = retrying("gateway", retrying("service", retrying("client library", database)))
    with pytest.raises(ConnectionError):
        request()
    print(dict(calls))
    assert calls["client library"] == 27  # one click, twenty-seven queries


class Budget:
    """Retries may add a tenth to the normal load, over all requests of this process."""

    def __init__(self, share: float = 0.1, reserve: int = 10) -> None:
        self.share, self.tokens, self.most = share, float(reserve), float(reserve)

    def request(self) -> None:
        self.tokens = min(self.most, self.tokens + self.share)

    def may_retry(self) -> bool:
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


def test_a_budget_bounds_what_retries_can_add_during_an_outage():
    def load(budget: Budget | None) -> int:
        calls = 0
        for _ in range(1000):  # a thousand requests, and every call fails
            calls += 1
            if budget:
                budget.request()
            for _ in range(2):
                if budget and not budget.may_retry():
                    break
                calls += 1
        return calls

    print(f"1000 requests in an outage: {load(None)} calls without a budget, {load(Budget())} with one")
    assert load(None) == 3000
    assert load(Budget()) < 1150


def test_what_the_server_asks_for_wins():
    def wait_ms(attempt: int, retry_after_s: int | None) -> float:
        return full_jitter(attempt) + (1000 * retry_after_s if retry_after_s else 0)

    assert wait_ms(0, retry_after_s=None) <= 100
    assert 5000 <= wait_ms(0, retry_after_s=5) <= 5100  # never earlier, and still spread
