"""Work that enters and leaves in order: list, deque or heap."""

import heapq
import random
import timeit
from bisect import insort
from collections import deque
from itertools import count

import pytest


class Job:
    """Ordered by due time; counts how often two jobs are compared."""

    compared = 0

    def __init__(self, due: int) -> None:
        self.due = due

    def __lt__(self, other: "Job") -> bool:
        Job.compared += 1
        return self.due < other.due


def jobs(size: int) -> list[Job]:
    return [Job(due) for due in random.Random(7).sample(range(10 * size), size)]


def counted(work) -> int:
    Job.compared = 0
    work()
    return Job.compared


def test_taking_from_the_front_of_a_list_moves_everything_behind_it():
    def drain(queue, take) -> float:
        start = timeit.default_timer()
        while queue:
            take(queue)
        return timeit.default_timer() - start

    by_list = drain(list(range(60_000)), lambda queue: queue.pop(0))
    by_deque = drain(deque(range(60_000)), deque.popleft)
    print(f"measured 60000 taken from the front: list {by_list * 1e3:.0f} ms, deque {by_deque * 1e3:.1f} ms")
    assert by_list > 5 * by_deque


def test_a_deque_is_slow_in_the_middle():
    size = 200_000
    values = list(range(size))
    as_deque = deque(values)
    in_list = min(timeit.repeat(lambda: values[size // 2], number=200, repeat=3))
    in_deque = min(timeit.repeat(lambda: as_deque[size // 2], number=200, repeat=3))
    print(f"measured index in the middle of {size}: the deque takes {in_deque / in_list:.0f} times as long as the list")
    assert in_deque > 5 * in_list


def test_a_bounded_deque_forgets_from_the_other_end():
    last_errors = deque(maxlen=3)
    last_errors.extend(["timeout", "refused", "timeout", "reset"])
    print("last errors:", list(last_errors))
    assert list(last_errors) == ["refused", "timeout", "reset"]


def test_a_heap_gives_the_smallest_and_is_not_sorted():
    due = [5, 1, 4, 2, 3]
    heapq.heapify(due)
    assert due[0] == 1
    assert due != sorted(due)
    assert [heapq.heappop(due) for _ in range(5)] == [1, 2, 3, 4, 5]


def test_a_scheduler_that_sorts_again_compares_far_more_than_a_heap():
    start, arriving = jobs(1_000), jobs(1_000)

    def sort_each_time():
        waiting = sorted(start)
        for job in arriving:
            waiting.append(job)
            waiting.sort()
            waiting.pop(0)

    def keep_in_order():
        waiting = sorted(start)
        for job in arriving:
            insort(waiting, job)
            waiting.pop(0)

    def heap():
        waiting = list(start)
        heapq.heapify(waiting)
        for job in arriving:
            heapq.heappush(waiting, job)
            heapq.heappop(waiting)

    sorting, inserting, heaping = counted(sort_each_time), counted(keep_in_order), counted(heap)
    print("comparisons for 1000 arrivals: sort each time", sorting, "insort", inserting, "heap", heaping)
    assert sorting > 20 * heaping
    assert inserting < 1.5 * heaping


def test_the_ten_smallest_need_no_full_sort():
    everything = jobs(10_000)
    full = counted(lambda: sorted(everything))
    ten = counted(lambda: heapq.nsmallest(10, everything))
    print("comparisons for the first ten of 10000: sort", full, "nsmallest", ten)
    assert [job.due for job in heapq.nsmallest(10, everything)] == [job.due for job in sorted(everything)[:10]]
    assert full > 8 * ten


def test_equal_priorities_compare_the_payload_unless_a_counter_stands_between():
    heap = [(1, {"id": 7})]
    with pytest.raises(TypeError, match="'<' not supported between instances of 'dict' and 'dict'"):
        heapq.heappush(heap, (1, {"id": 8}))

    order, fair = count(), []
    for name in ("first", "second", "third"):
        heapq.heappush(fair, (1, next(order), {"name": name}))
    assert [heapq.heappop(fair)[2]["name"] for _ in range(3)] == ["first", "second", "third"]
