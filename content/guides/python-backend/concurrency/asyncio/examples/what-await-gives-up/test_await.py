"""Who runs when: what an await hands over, and what it keeps."""

import asyncio
from collections.abc import Awaitable, Callable


async def count_turns(awaits: Callable[[], Awaitable[object]], times: int) -> int:
    """How many turns another task gets while we await `times` times."""
    turns = 0

    async def other() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(other())
    await asyncio.sleep(0)  # let it start
    before = turns
    for _ in range(times):
        await awaits()
    seen = turns - before
    task.cancel()
    return seen


async def price_from_cache() -> int:
    return 990  # nothing to wait for


def test_await_hands_over_only_when_there_is_something_to_wait_for():
    cached = asyncio.run(count_turns(price_from_cache, 1000))
    yielding = asyncio.run(count_turns(lambda: asyncio.sleep(0), 1000))
    print(f"other task's turns during 1000 awaits: cached value {cached}, sleep(0) {yielding}")
    assert (cached, yielding) == (0, 1000)


def test_a_queue_that_holds_items_never_hands_over():
    async def drain() -> int:
        queue: asyncio.Queue[int] = asyncio.Queue()
        for number in range(1000):
            queue.put_nowait(number)
        return await count_turns(queue.get, 1000)

    print("other task's turns while 1000 items are drained:", asyncio.run(drain()))
    assert asyncio.run(drain()) == 0


def test_two_awaits_in_a_row_do_not_overlap():
    log: list[str] = []

    async def fetch(name: str) -> None:
        log.append(f"{name} asks")
        await asyncio.sleep(0)
        log.append(f"{name} has it")

    async def one_by_one() -> None:
        await fetch("price")
        await fetch("stock")

    async def together() -> None:
        await asyncio.gather(fetch("price"), fetch("stock"))

    asyncio.run(one_by_one())
    assert log == ["price asks", "price has it", "stock asks", "stock has it"]
    log.clear()
    asyncio.run(together())
    print(", ".join(log))
    assert log == ["price asks", "stock asks", "price has it", "stock has it"]


def sell(await_before_writing: bool) -> tuple[int, list[str]]:
    """Two buyers, one ticket left."""
    stock = 1
    sold: list[str] = []

    async def buy(who: str) -> None:
        nonlocal stock
        if stock > 0:
            if await_before_writing:
                await asyncio.sleep(0)  # for example: ask the payment provider
            stock -= 1
            sold.append(who)

    async def both() -> None:
        await asyncio.gather(buy("Ada"), buy("Grace"))

    asyncio.run(both())
    return stock, sold


def test_what_you_checked_may_be_false_after_an_await():
    assert sell(await_before_writing=False) == (0, ["Ada"])
    print("await between check and write:", sell(await_before_writing=True))
    assert sell(await_before_writing=True) == (-1, ["Ada", "Grace"])
