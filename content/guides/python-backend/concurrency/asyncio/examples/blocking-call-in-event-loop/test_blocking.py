"""One call that does not await, seen from the requests that have nothing to do with it."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI

CALL_S = 0.2


async def blocking() -> None:
    time.sleep(CALL_S)  # as a synchronous HTTP client, a database driver or a big computation would


async def awaiting() -> None:
    await asyncio.sleep(CALL_S)


async def in_a_thread() -> None:
    await asyncio.to_thread(time.sleep, CALL_S)


async def beats_during(call: Callable[[], Awaitable[None]]) -> tuple[int, float]:
    """Count the beats of a 5 ms heartbeat while `call` runs; return also its longest silence, in seconds."""
    beats = [time.perf_counter()]

    async def heartbeat() -> None:
        while True:
            await asyncio.sleep(0.005)
            beats.append(time.perf_counter())

    heart = asyncio.create_task(heartbeat())
    await asyncio.sleep(0.02)
    before = len(beats)
    await call()
    during = len(beats) - before
    await asyncio.sleep(0.02)
    heart.cancel()
    return during, max(later - earlier for earlier, later in zip(beats, beats[1:], strict=False))


def test_a_blocking_call_silences_everything_else_on_the_loop():
    found = {call.__name__: asyncio.run(beats_during(call)) for call in (blocking, awaiting, in_a_thread)}
    for name, (_during, gap) in found.items():
        print(f"measured longest gap of a 5 ms heartbeat, {name}: {gap * 1000:.0f} ms")
    assert found["blocking"][0] == 0
    assert found["blocking"][1] >= CALL_S
    assert min(found["awaiting"][0], found["in_a_thread"][0]) > 0


def test_a_timeout_cannot_interrupt_a_blocking_call():
    async def guarded(call: Callable[[], Awaitable[None]]) -> str:
        try:
            async with asyncio.timeout(0.01):
                await call()
        except TimeoutError:
            return "timed out"
        return "finished as if in time"

    outcome = {call.__name__: asyncio.run(guarded(call)) for call in (blocking, awaiting)}
    print("timeout 10 ms around a call of 200 ms:", outcome)
    assert outcome == {"blocking": "finished as if in time", "awaiting": "timed out"}


def most_inside_at_once(make_endpoint: Callable[[FastAPI, Callable[[], None]], None]) -> int:
    """Send three requests together; return how many were inside the endpoint at the same time."""
    inside = most = 0
    counting = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        with counting:
            inside += 1
            most = max(most, inside)
        time.sleep(0.1)
        with counting:
            inside -= 1

    app = FastAPI()
    make_endpoint(app, work)

    async def three_requests() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop") as client:
            await asyncio.gather(*(client.get("/report") for _ in range(3)))

    asyncio.run(three_requests())
    return most


def as_coroutine(app: FastAPI, work: Callable[[], None]) -> None:
    @app.get("/report")
    async def report() -> None:
        work()


def as_plain_function(app: FastAPI, work: Callable[[], None]) -> None:
    @app.get("/report")
    def report() -> None:
        work()


@pytest.mark.parametrize(
    ("endpoint", "expected"), [(as_coroutine, 1), (as_plain_function, 3)], ids=["async_def", "def"]
)
def test_fastapi_runs_plain_functions_in_threads_and_coroutines_on_the_loop(endpoint, expected):
    most = most_inside_at_once(endpoint)
    print(f"{endpoint.__name__}: {most} of 3 requests inside at once")
    assert most == expected
