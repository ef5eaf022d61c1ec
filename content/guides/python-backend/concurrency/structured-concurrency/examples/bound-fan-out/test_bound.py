"""One request, many calls: how many are inside at once, how many tasks exist, and who pays. Time is simulated."""

import asyncio
import selectors
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from typing import Any


class Jump(selectors.SelectSelector):
    """Where the loop would wait, time moves forward instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.now += timeout or 0
        return super().select(0)


def run[T](main: Coroutine[Any, Any, T]) -> tuple[T, float]:
    """Run on simulated time: the result and the seconds it took."""
    selector = Jump()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        result = runner.run(main)
    return result, round(selector.now, 2)


class Supplier:
    """Answers after 0.1 s; refuses when more than 20 calls are inside."""

    def __init__(self) -> None:
        self.inside = self.most = self.refused = self.most_tasks = self.answered = 0

    async def price(self, _sku: int) -> int | None:
        if self.inside >= 20:
            self.refused += 1
            return None
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.most_tasks = max(self.most_tasks, len(asyncio.all_tasks()))
        await asyncio.sleep(0.1)
        self.inside -= 1
        self.answered += 1
        return 990

    def __str__(self) -> str:
        return f"most inside {self.most}, most tasks {self.most_tasks}, refused {self.refused}"


async def all_at_once(supplier: Supplier, skus: Iterable[int]) -> None:
    async with asyncio.TaskGroup() as group:
        for sku in skus:
            group.create_task(supplier.price(sku))


async def with_semaphore(supplier: Supplier, skus: Iterable[int], slots: asyncio.Semaphore) -> None:
    async def one(sku: int) -> None:
        async with slots:
            await supplier.price(sku)

    async with asyncio.TaskGroup() as group:
        for sku in skus:
            group.create_task(one(sku))


async def for_each(limit: int, items: AsyncIterator[int], work: Callable[[int], Awaitable[object]]) -> None:
    """`limit` workers that share one source: an item is read only when a worker is free."""
    turn = asyncio.Lock()

    async def worker() -> None:
        while True:
            async with turn:
                item = await anext(items, None)
            if item is None:
                return
            await work(item)

    async with asyncio.TaskGroup() as group:
        for _ in range(limit):
            group.create_task(worker())


def test_a_task_per_item_meets_the_limit_of_the_other_side():
    supplier = Supplier()
    _, seconds = run(all_at_once(supplier, range(1000)))
    print(f"all at once: {supplier}, {seconds} s")
    assert (supplier.most, supplier.refused) == (20, 980)


def test_a_semaphore_bounds_the_calls_but_not_the_tasks():
    supplier = Supplier()

    async def main() -> None:
        await with_semaphore(supplier, range(1000), asyncio.Semaphore(10))

    _, seconds = run(main())
    print(f"semaphore of 10: {supplier}, {seconds} s")
    assert (supplier.most, supplier.refused, supplier.most_tasks) == (10, 0, 1001)
    assert seconds == 10.0


def test_a_few_workers_bound_both_and_read_the_source_no_faster_than_they_work():
    supplier = Supplier()
    read_ahead = 0

    async def skus() -> AsyncIterator[int]:
        for sku in range(1, 1001):
            nonlocal read_ahead
            read_ahead = max(read_ahead, sku - supplier.answered)
            yield sku

    async def main() -> None:
        await for_each(10, skus(), supplier.price)

    _, seconds = run(main())
    print(f"10 workers: {supplier}, {seconds} s; read at most {read_ahead} ahead of the answers")
    assert (supplier.most, supplier.refused, supplier.most_tasks) == (10, 0, 11)
    assert seconds == 10.0 and read_ahead == 10


def test_a_limit_per_request_is_no_limit_for_the_supplier():
    async def five_requests(supplier: Supplier, slots: Callable[[], asyncio.Semaphore]) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(5):
                group.create_task(with_semaphore(supplier, range(40), slots()))

    async def main() -> tuple[Supplier, Supplier]:
        separate, shared = Supplier(), Supplier()
        await five_requests(separate, lambda: asyncio.Semaphore(10))
        one = asyncio.Semaphore(10)
        await five_requests(shared, lambda: one)
        return separate, shared

    (separate, shared), _ = run(main())
    print(f"five requests, 10 slots each: refused {separate.refused} of 200; one semaphore: {shared.refused}")
    assert separate.refused > 0 and shared.refused == 0 and shared.most == 10


def test_the_right_limit_follows_from_rate_and_latency():
    def seconds(limit: int) -> float:
        async def main() -> None:
            await with_semaphore(Supplier(), range(200), asyncio.Semaphore(limit))

        return run(main())[1]

    taken = {limit: seconds(limit) for limit in (1, 5, 10, 20)}
    print("200 calls of 0.1 s:", ", ".join(f"{limit} at once {time} s" for limit, time in taken.items()))
    assert taken == {1: 20.0, 5: 4.0, 10: 2.0, 20: 1.0}
