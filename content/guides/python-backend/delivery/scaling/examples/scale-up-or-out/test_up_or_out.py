"""One machine twice as fast, or two machines: waiting, failing, and how far adding machines goes."""

import heapq
import random
from math import comb
from statistics import mean

REQUESTS, PER_SECOND = 30_000, 14.0  # one machine manages 10 a second on average


def mean_seconds(machines: int, speed: float, *, shared_queue: bool = True) -> float:
    """Mean time from arrival to answer. Without a shared queue each request is sent to a machine by lot."""
    random.seed(5)
    queues = [[0.0] * machines] if shared_queue else [[0.0] for _ in range(machines)]
    now, times = 0.0, []
    for _ in range(REQUESTS):
        now += random.expovariate(PER_SECOND)
        queue = random.choice(queues)
        done = max(now, heapq.heappop(queue)) + random.expovariate(10 * speed)
        heapq.heappush(queue, done)
        times.append(done - now)
    return mean(times)


def test_the_same_capacity_as_one_or_two_machines():
    up = mean_seconds(1, speed=2)
    out = mean_seconds(2, speed=1)
    by_lot = mean_seconds(2, speed=1, shared_queue=False)
    print(f"one twice as fast {up * 1000:.0f} ms, two with one queue {out * 1000:.0f} ms, two by lot {by_lot * 1000:.0f} ms")
    assert up < out < by_lot


def failed_share(machines: int, needed: int, available: float) -> float:
    """Share of the time in which fewer machines than needed are up, if they fail independently."""
    down = 1 - available
    return sum(comb(machines, up) * available**up * down ** (machines - up) for up in range(needed))


def test_two_machines_are_safer_only_if_one_is_enough():
    cases = {"1 of 1": (1, 1), "2 of 2": (2, 2), "1 of 2": (2, 1), "2 of 3": (3, 2)}
    hours = {name: 365 * 24 * failed_share(*case, 0.995) for name, case in cases.items()}
    for name, value in hours.items():
        print(f"needs {name} machines, each up 99.5 %: {value:.1f} hours a year without enough")
    assert hours["2 of 2"] > hours["1 of 1"] > hours["2 of 3"] > hours["1 of 2"]


def speedup(machines: int, contended: float, coherence: float = 0.0) -> float:
    """Universal scalability law: a share of the work is done one at a time, and machines must agree with each other."""
    return machines / (1 + contended * (machines - 1) + coherence * machines * (machines - 1))


def test_how_far_out_goes():
    for machines in (2, 8, 32):
        shared, agreeing = speedup(machines, 0.05), speedup(machines, 0.05, 0.002)
        print(f"{machines} machines: {shared:.1f} times with 5 % in common, {agreeing:.1f} if they must also agree")
    assert speedup(1000, 0.05) < 20  # never more than 1 / 0.05
    assert speedup(32, 0.05, 0.002) < speedup(20, 0.05, 0.002)  # more machines, less work
