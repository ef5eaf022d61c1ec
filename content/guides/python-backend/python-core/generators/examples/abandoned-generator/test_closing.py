"""Nobody reads to the end: when does the clean-up of a generator run, and who starts it?"""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, closing, suppress

import pytest
from django.http import StreamingHttpResponse
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

LOG: list[str] = []


@pytest.fixture(autouse=True)
def _empty_log():
    LOG.clear()


def rows() -> Iterator[str]:
    LOG.append("open")
    try:
        yield "A-1"
        yield "A-2"
    finally:
        LOG.append("closed")


def test_break_closes_nothing_while_a_name_still_holds_it():
    for _ in rows():
        break
    assert LOG == ["open", "closed"]  # CPython: the last reference went with the loop

    LOG.clear()
    orders = rows()
    for _ in orders:
        break
    assert LOG == ["open"]
    del orders
    assert LOG == ["open", "closed"]


def test_a_cycle_postpones_the_end_until_the_collector_comes():
    gc.disable()
    try:
        report = [rows()]
        report.append(report)  # refers to itself
        next(report[0])
        del report
        assert LOG == ["open"]
        gc.collect()
        assert LOG == ["open", "closed"]
    finally:
        gc.enable()


def test_closing_says_when():
    with closing(rows()) as orders:
        next(orders)
    assert LOG == ["open", "closed"]


def test_a_generator_that_was_never_started_has_nothing_to_clean_up():
    rows().close()
    assert LOG == []


def test_close_is_an_exception_at_the_yield_that_except_exception_does_not_see():
    def watching():
        try:
            yield 1
        except Exception:
            LOG.append("failed")
        except BaseException as signal:
            LOG.append(type(signal).__name__)
            raise

    next(watched := watching())
    watched.close()
    assert LOG == ["GeneratorExit"]
    print("thrown at the yield:", LOG[0])


def test_yielding_again_during_the_end_is_refused():
    def stubborn():
        try:
            yield 1
        finally:
            yield "one more"

    next(refusing := stubborn())
    with pytest.raises(RuntimeError, match="generator ignored GeneratorExit"):
        refusing.close()


@pytest.mark.django_db  # the end of a response also looks after database connections
def test_django_closes_the_generator_with_the_response():
    response = StreamingHttpResponse(rows())
    assert next(iter(response)) == b"A-1"
    response.close()  # the server calls this, also when the client has gone
    assert LOG == ["open", "closed"]


async def async_rows() -> AsyncIterator[str]:
    LOG.append(f"open in {asyncio.current_task().get_name()}")
    try:
        yield "A-1"
        yield "A-2"
    finally:
        await asyncio.sleep(0)  # gives the connection back
        mine = asyncio.current_task().get_name() == "reader"
        LOG.append("closed by the reader" if mine else "closed by another task")


async def read_one() -> None:
    asyncio.current_task().set_name("reader")
    async for _ in async_rows():
        break
    LOG.append("reader goes on")
    await asyncio.sleep(0.01)


async def read_one_and_close() -> None:
    asyncio.current_task().set_name("reader")
    async with aclosing(async_rows()) as orders:
        async for _ in orders:
            break
    LOG.append("reader goes on")


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (read_one, ["open in reader", "reader goes on", "closed by another task"]),
        (read_one_and_close, ["open in reader", "closed by the reader", "reader goes on"]),
    ],
)
def test_an_async_generator_left_alone_is_closed_later_and_elsewhere(read, expected):
    asyncio.run(read())
    assert expected == LOG
    print(f"{read.__name__}: {', '.join(LOG)}")


def test_starlette_leaves_it_to_the_loop_when_the_client_has_gone():
    scope = {"type": "http", "asgi": {"spec_version": "2.4"}}

    async def send_to_nobody(message):
        if message["type"] == "http.response.body":
            raise OSError("connection reset")

    async def serve():
        asyncio.current_task().set_name("reader")
        with suppress(ClientDisconnect):
            await StreamingResponse(async_rows())(scope, None, send_to_nobody)
        LOG.append("server goes on")
        await asyncio.sleep(0.01)

    asyncio.run(serve())
    assert LOG == ["open in reader", "server goes on", "closed by another task"]
