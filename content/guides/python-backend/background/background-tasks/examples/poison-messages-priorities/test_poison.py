"""One worker, one tick for each attempt: a message that always fails, and work of different urgency."""

import heapq
import random
from collections import deque
from statistics import mean, median

POISON = "poison"


def work(message: str) -> bool:
    return message != POISON


def try_again_at_the_head(messages: list[str], ticks: int) -> list[str]:
    queue, done = deque(messages), []
    for _ in range(ticks):
        if queue and work(queue[0]):
            done.append(queue.popleft())
    return done


def try_again_at_the_tail(messages: list[str], ticks: int) -> tuple[list[str], int]:
    queue, done, wasted = deque(messages), [], 0
    for _ in range(ticks):
        if not queue:
            break
        message = queue.popleft()
        if work(message):
            done.append(message)
        else:
            queue.append(message)
            wasted += 1
    return done, wasted


def with_a_limit(messages: list[str], ticks: int, limit: int = 3) -> tuple[list[str], list[str], int]:
    queue, done, dead, wasted = deque((message, 1) for message in messages), [], [], 0
    for _ in range(ticks):
        if not queue:
            break
        message, attempt = queue.popleft()
        if work(message):
            done.append(message)
            continue
        wasted += 1
        (dead.append(message) if attempt == limit else queue.append((message, attempt + 1)))
    return done, dead, wasted


def test_one_bad_message_stops_everything_or_eats_the_worker_or_is_put_aside():
    messages = [POISON, *(f"order {n}" for n in range(20))]
    head = try_again_at_the_head(messages, ticks=1000)
    tail, tail_wasted = try_again_at_the_tail(messages, ticks=1000)
    done, dead, wasted = with_a_limit(messages, ticks=1000)
    print(f"again at the head: {len(head)} of 20 done in 1,000 ticks")
    print(f"again at the tail: {len(tail)} done, {tail_wasted} ticks on the poison")
    print(f"three attempts: {len(done)} done, {wasted} ticks on the poison, put aside: {dead}")
    assert (len(head), len(tail), tail_wasted) == (0, 20, 980)
    assert (len(done), dead, wasted) == (20, [POISON], 3)


def attempts_within(pauses, seconds: float) -> int:
    at, attempts = 0.0, 0
    for pause in pauses:
        if at > seconds:
            break
        attempts += 1
        at += pause
    return attempts


def test_growing_pauses_hit_a_service_that_is_down_less_often():
    chance = random.Random(1)
    fixed = attempts_within((1.0 for _ in range(10_000)), 600)
    growing = attempts_within((min(2.0**n, 300) * chance.uniform(0.5, 1) for n in range(100)), 600)
    print(f"ten minutes of outage, attempts of one message: every second {fixed}, growing pauses {growing}")
    assert fixed == 601 and growing < 20


class Refused(Exception):
    """The provider says that the card does not exist."""


class Unreachable(Exception):
    """The provider does not answer."""


def decide(error: Exception, attempt: int, limit: int = 5) -> str:
    if isinstance(error, Refused):
        return "put aside"  # the same question will get the same answer
    return "again" if attempt < limit else "put aside"


def test_which_failures_are_worth_another_attempt():
    assert decide(Refused(), attempt=1) == "put aside"
    assert [decide(Unreachable(), attempt) for attempt in (1, 4, 5)] == ["again", "again", "put aside"]
    assert decide(KeyError("customer"), attempt=1) == "again"  # unknown: a few times, then somebody looks


def waiting_low(urgent_share: float, ticks: int = 1000, *, aging: float = 0.0) -> tuple[int, int]:
    """Strict priority; every tick brings an urgent job with this probability. Returns low jobs done, longest wait."""
    chance = random.Random(2)
    waiting: list[tuple[float, int, str]] = [(10, 0, "low") for _ in range(10)]
    done, longest = 0, 0
    for tick in range(ticks):
        if chance.random() < urgent_share:
            heapq.heappush(waiting, (0 + aging * tick, tick, "urgent"))
        if waiting:
            _, arrived, kind = heapq.heappop(waiting)
            if kind == "low":
                done += 1
                longest = max(longest, tick - arrived)
    return done, longest


def test_strict_priority_starves_what_is_not_urgent():
    strict = waiting_low(urgent_share=1.0)
    aged = waiting_low(urgent_share=1.0, aging=0.1)  # whoever arrives later ranks a little lower
    print(f"low jobs done of 10, longest wait: strict {strict}, with aging {aged}")
    assert strict == (0, 0) and aged[0] == 10


def waits(queues: list[list[int]]) -> list[int]:
    """One worker for each queue, jobs given by their length; how long do the quick ones wait?"""
    found = []
    for queue in queues:
        now = 0
        for length in queue:
            if length == 1:
                found.append(now)
            now += length
    return found


def test_slow_work_needs_a_queue_of_its_own_more_than_a_low_priority():
    slow, quick = [600] * 2, [1] * 100
    behind = waits([[600, *quick[:50]], [600, *quick[50:]]])  # two workers, everything mixed
    apart = waits([slow, quick])  # the same two workers, one for each kind
    print(f"quick jobs wait, median: two mixed workers {median(behind):.0f}, one worker for each kind {median(apart):.0f}")
    assert mean(apart) < mean(behind) / 5
