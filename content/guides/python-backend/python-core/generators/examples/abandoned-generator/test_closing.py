"""Nobody reads to the end: when does the clean-up of a generator run, and who starts it?"""

import asyncio
import gc
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, closing, suppress

import pytest
from asgiref.sync import sync_to_async
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


async def left_alone() -> None:
    async for _ in async_rows():
        break


async def closed_at_once() -> None:
    async with aclosing(async_rows()) as orders:
        async for _ in orders:
            break


async def streamed_by_django() -> None:
    response = StreamingHttpResponse(async_rows())
    async with aclosing(aiter(response)) as parts:  # so does Django's ASGI handler
        async for _ in parts:
            break
    await sync_to_async(response.close)()
    assert LOG == ["open in reader"]


async def streamed_by_starlette() -> None:
    scope = {"type": "http", "asgi": {"spec_version": "2.4"}}

    async def send_to_nobody(message):
        if message["type"] == "http.response.body":
            raise OSError("connection reset")

    with suppress(ClientDisconnect):
        await StreamingResponse(async_rows())(scope, None, send_to_nobody)


@pytest.mark.parametrize("read", [left_alone, closed_at_once, streamed_by_django, streamed_by_starlette])
def test_an_async_generator_is_closed_later_and_elsewhere_unless_its_reader_does_it(read):
    async def reader():
        asyncio.current_task().set_name("reader")
        await read()
        LOG.append("reader goes on")
        await asyncio.sleep(0.01)

    asyncio.run(reader())
    later = ["reader goes on", "closed by another task"]
    assert LOG == ["open in reader", *(["closed by the reader", "reader goes on"] if read is closed_at_once else later)]
    print(f"{read.__name__}: {', '.join(LOG)}")
