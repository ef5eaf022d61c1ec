"""Four incidents in a small simulated service, and which of the four signals moves in each."""

import heapq
import random
from dataclasses import dataclass, field
from statistics import mean, quantiles

WORKERS, SECONDS = 4, 600


@dataclass
class Minute:
    """What the service measured."""

    latencies: list[float] = field(default_factory=list)
    failures: list[float] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    busy: float = 0.0

    def signals(self) -> dict[str, float]:
        asked = len(self.latencies) + len(self.failures)
        return {
            "requests/s": round(asked / SECONDS, 1),
            "errors %": round(100 * len(self.failures) / asked, 1),
            "p95 ms": round(1000 * quantiles(self.latencies, n=20)[18]),
            "busy %": round(100 * self.busy / (WORKERS * SECONDS)),
            "most waiting": max(self.waiting),
        }


def serve(rate: float, work: float = 0.1, failing: float = 0.0, failing_takes: float = 0.005) -> Minute:
    """Requests arrive at random; four workers take them in order. A failing request ends quickly."""
    dice, seen = random.Random(7), Minute()
    free = [0.0] * WORKERS
    started: list[float] = []
    now = 0.0
    while (now := now + dice.expovariate(rate)) < SECONDS:
        fails = dice.random() < failing
        takes = failing_takes if fails else dice.expovariate(1 / work)
        begin = max(now, heapq.heappop(free))
        heapq.heappush(free, begin + takes)
        started = [moment for moment in started if moment > now] + [begin]
        seen.waiting.append(sum(moment > now for moment in started))
        seen.busy += takes
        (seen.failures if fails else seen.latencies).append(begin + takes - now)
    return seen


NORMAL = serve(rate=20).signals()


def moved(signals: dict[str, float]) -> set[str]:
    """Signals that differ by more than a third, or by more than two points for the errors."""
    return {
        name
        for name, value in signals.items()
        if (abs(value - NORMAL[name]) > 2 if name == "errors %" else abs(value - NORMAL[name]) > NORMAL[name] / 3)
    }


def test_a_normal_ten_minutes():
    print("normal:", NORMAL)
    assert NORMAL["errors %"] == 0 and NORMAL["busy %"] < 60


def test_a_quick_failure_leaves_latency_alone_or_improves_it():
    incident = serve(rate=20, failing=0.3)
    print("a third of the requests fails at once:", incident.signals())
    assert "errors %" in moved(incident.signals())
    assert incident.signals()["p95 ms"] <= NORMAL["p95 ms"]

    apart, mixed = mean(incident.latencies), mean(incident.latencies + incident.failures)
    print(f"mean latency of successes {apart * 1000:.0f} ms; mixed with failures {mixed * 1000:.0f} ms")
    assert mixed < 0.8 * apart  # so keep the two apart


def test_a_slow_dependency_shows_in_latency_and_saturation_not_in_errors():
    incident = serve(rate=20, work=0.18).signals()
    print("the dependency takes 180 ms instead of 100:", incident)
    assert incident["errors %"] == 0
    assert {"p95 ms", "busy %", "most waiting"} <= moved(incident)


def test_clients_that_do_not_arrive_show_in_traffic_alone():
    incident = serve(rate=4).signals()
    print("the router loses four requests in five:", incident)
    assert "requests/s" in moved(incident) and incident["errors %"] == 0
    assert incident["p95 ms"] <= NORMAL["p95 ms"]  # every dashboard of latency and errors is green


def test_saturation_warns_before_latency_hurts():
    for rate in (20, 28, 34, 38):
        signals = serve(rate=rate).signals()
        print(f"{rate} a second: busy {signals['busy %']} %, p95 {signals['p95 ms']} ms")
    at_half, near_full = serve(rate=20).signals(), serve(rate=38).signals()
    assert near_full["busy %"] < 2 * at_half["busy %"]  # not even twice as busy
    assert near_full["p95 ms"] > 2 * at_half["p95 ms"]
