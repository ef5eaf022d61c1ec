"""One of three calls fails: what gather does with the other two, what a task group does, and which errors you hear of."""

import asyncio

import pytest


class OutOfStock(Exception):
    pass


class Provider:
    """Three calls of one checkout. `stock` fails at the first turn of the loop; the others need a few turns more."""

    def __init__(self) -> None:
        self.log: list[str] = []

    async def stock(self) -> None:
        await asyncio.sleep(0)
        raise OutOfStock("tea")

    async def price(self) -> int:
        try:
            for _ in range(3):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            self.log.append("price cancelled")
            raise
        self.log.append("price done")
        return 990

    async def charge(self) -> str:
        self.log.append("card charged")  # before the failure is known
        await asyncio.sleep(3600)
        self.log.append("receipt stored")
        return "receipt"


def test_gather_hands_you_the_error_and_leaves_the_siblings_running():
    provider = Provider()

    async def checkout() -> None:
        with pytest.raises(OutOfStock):
            await asyncio.gather(provider.stock(), provider.price())
        provider.log.append("answered 409")
        for _ in range(5):
            await asyncio.sleep(0)  # the handler is over; the loop is not

    asyncio.run(checkout())
    print("gather:", ", ".join(provider.log))
    assert provider.log == ["answered 409", "price done"]


def test_a_task_group_cancels_the_siblings_and_waits_for_them_before_it_raises():
    provider = Provider()

    async def checkout() -> None:
        with pytest.raises(ExceptionGroup):
            async with asyncio.TaskGroup() as group:
                group.create_task(provider.stock())
                group.create_task(provider.price())
        provider.log.append("answered 409")

    asyncio.run(checkout())
    print("task group:", ", ".join(provider.log))
    assert provider.log == ["price cancelled", "answered 409"]


async def fails(error: Exception) -> None:
    await asyncio.sleep(0)
    raise error


def test_two_failures_gather_names_one_and_a_task_group_names_both():
    reported: list[object] = []

    async def gathered() -> str:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reported.append(context))
        with pytest.raises((OutOfStock, ConnectionError)) as raised:
            await asyncio.gather(fails(OutOfStock("tea")), fails(ConnectionError("price")))
        await asyncio.sleep(0.001)
        return type(raised.value).__name__

    async def grouped() -> list[str]:
        with pytest.raises(ExceptionGroup) as raised:
            async with asyncio.TaskGroup() as group:
                group.create_task(fails(OutOfStock("tea")))
                group.create_task(fails(ConnectionError("price")))
        return [type(error).__name__ for error in raised.value.exceptions]

    one, both = asyncio.run(gathered()), asyncio.run(grouped())
    print(f"gather: {one}, reported to the loop: {len(reported)}; task group: {both}")
    assert one == "OutOfStock" and reported == []
    assert both == ["OutOfStock", "ConnectionError"]


def test_a_plain_except_does_not_match_inside_a_group_but_except_star_does():
    async def main(handled: list[str]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fails(OutOfStock("tea")))
        except OutOfStock:
            handled.append("except")

    async def repaired(handled: list[str]) -> None:
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fails(OutOfStock("tea")))
        except* OutOfStock as group:
            handled.append(f"except* with {len(group.exceptions)}")

    handled: list[str] = []
    with pytest.raises(ExceptionGroup):
        asyncio.run(main(handled))
    asyncio.run(repaired(handled))
    print("handled by:", handled)
    assert handled == ["except* with 1"]


def test_cancelling_does_not_undo_what_a_sibling_has_already_done():
    provider = Provider()

    async def checkout() -> None:
        with pytest.raises(ExceptionGroup):
            async with asyncio.TaskGroup() as group:
                group.create_task(provider.charge())
                group.create_task(provider.stock())

    asyncio.run(checkout())
    print("after the failure:", provider.log)
    assert provider.log == ["card charged"]


def test_an_optional_part_handles_its_own_error_inside_its_task():
    async def recommendations() -> list[str]:
        try:
            await fails(ConnectionError("recommender"))
        except ConnectionError:
            pass
        return []

    async def page() -> tuple[int, list[str]]:
        async with asyncio.TaskGroup() as group:
            price = group.create_task(Provider().price())
            extras = group.create_task(recommendations())
        return price.result(), extras.result()

    print("page:", asyncio.run(page()))
    assert asyncio.run(page()) == (990, [])


def test_return_exceptions_puts_failures_among_the_results_where_they_are_easy_to_overlook():
    async def main() -> list[object]:
        return await asyncio.gather(Provider().price(), fails(OutOfStock("tea")), return_exceptions=True)

    price, stock = asyncio.run(main())
    assert price == 990
    assert isinstance(stock, OutOfStock) and bool(stock)  # `if stock:` would be true
