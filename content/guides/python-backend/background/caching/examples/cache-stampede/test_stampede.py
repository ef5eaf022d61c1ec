"""A popular value runs out while eight threads want it: who computes it, and who waits?"""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache

THREADS = 8


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


class Report:
    """An expensive value. It is finished only when all who are going to compute it have begun."""

    def __init__(self, together: int) -> None:
        self.begun = 0
        self.lock = threading.Lock()
        self.barrier = threading.Barrier(together)

    def __call__(self) -> str:
        with self.lock:
            self.begun += 1
        self.barrier.wait(timeout=10)
        return "report"


def at_once(read: Callable[[], str]) -> Counter[str]:
    start = threading.Barrier(THREADS)

    def run(_: int) -> str:
        start.wait(timeout=10)
        return read()

    with ThreadPoolExecutor(THREADS) as threads:
        return Counter(threads.map(run, range(THREADS)))


def test_everybody_misses_and_everybody_computes():
    report = Report(together=THREADS)  # all eight are inside at the same time

    def read() -> str:
        value = cache.get("report")
        if value is None:
            value = report()
            cache.set("report", value)
        return value

    at_once(read)
    print(f"{THREADS} requests, computed {report.begun} times")
    assert report.begun == THREADS


def test_one_computes_and_the_others_get_the_old_value():
    """Stored with a soft end: after it the value is old, but still there."""
    report = Report(together=1)
    cache.set("report", ("old report", "past its soft end"), timeout=None)
    others_served = threading.Semaphore(0)

    def read() -> str:
        value, _ = cache.get("report")
        if cache.add("report:lock", 1, timeout=30):  # add() is atomic: only one gets it
            for _ in range(THREADS - 1):  # a slow computation: it ends after all others were served
                assert others_served.acquire(timeout=10)
            value = report()
            cache.set("report", (value, "fresh"), timeout=None)
            return value
        others_served.release()
        return value

    answers = at_once(read)
    print(f"computed {report.begun} time, answers {dict(sorted(answers.items()))}")
    assert (report.begun, answers) == (1, {"old report": THREADS - 1, "report": 1})


def test_without_an_old_value_the_others_wait_for_the_one():
    report = Report(together=1)
    done = threading.Event()

    def read() -> str:
        while (value := cache.get("report")) is None:
            if cache.add("report:lock", 1, timeout=30):
                value = report()
                cache.set("report", value)
                done.set()
                return value
            done.wait(timeout=10)
        return value

    answers = at_once(read)
    print(f"computed {report.begun} time, answers {dict(answers)}")
    assert (report.begun, answers) == (1, {"report": THREADS})


def test_a_lock_without_an_end_outlives_the_worker_that_died():
    cache.add("report:lock", 1, timeout=None)  # its owner was killed
    assert not cache.add("report:lock", 1, timeout=30)  # nobody computes any more
    cache.delete("report:lock")
    cache.add("report:lock", 1, timeout=30)
    cache.touch("report:lock", timeout=-1)  # stands for 30 seconds later
    assert cache.add("report:lock", 1, timeout=30)


def test_entries_filled_together_end_together_unless_their_timeouts_differ():
    chance = random.Random(3)
    same = Counter(600 for _ in range(1000))
    spread = Counter(600 + chance.randrange(120) for _ in range(1000))
    print(f"1,000 entries after a restart, most ending in one second: {max(same.values())}, "
          f"with up to 120 s added at random: {max(spread.values())}")  # fmt: skip
    assert max(same.values()) == 1000 and max(spread.values()) < 30


def test_refreshing_early_by_chance_makes_one_reader_go_before_the_end():
    """The nearer the end, the likelier a reader refreshes. Few do, and nobody needs a lock."""
    chance = random.Random(5)

    def refreshes(seconds_left: float, cost: float) -> bool:
        return chance.expovariate(1 / cost) > seconds_left

    early = {left: sum(refreshes(left, cost=1.0) for _ in range(1000)) for left in (10, 5, 1)}
    print("of 1,000 readers refresh early, by seconds left:", early)
    assert early[10] < early[5] < early[1]
