"""Limits on each call, on each read, and on the whole request. The clock is simulated, so the seconds are exact."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError


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


def test_limits_on_each_call_add_up():
    async def request() -> str:
        for _ in range(3):
            async with asyncio.timeout(1):
                await asyncio.sleep(0.9)  # a slow, but not too slow, service
        return "200"

    answer, seconds = run(request())
    print(f"three calls with 1 s each: {answer} after {seconds} s")
    assert (answer, seconds) == ("200", 2.7)


def test_a_deadline_around_the_request_holds():
    async def request() -> str:
        try:
            async with asyncio.timeout(2):
                for _ in range(3):
                    async with asyncio.timeout(1):
                        await asyncio.sleep(0.9)
        except TimeoutError:
            return "504"
        return "200"

    answer, seconds = run(request())
    print(f"a deadline of 2 s around them: {answer} after {seconds} s")
    assert (answer, seconds) == ("504", 2.0)


def test_a_limit_on_each_read_lets_a_slow_sender_go_on():
    async def download(total: float | None) -> str:
        try:
            async with asyncio.timeout(total):
                for _chunk in range(100):
                    async with asyncio.timeout(1):  # what a read timeout is
                        await asyncio.sleep(0.9)
        except TimeoutError:
            return "timeout"
        return "complete"

    drip, limited = run(download(None)), run(download(5))
    print(f"100 chunks, 0.9 s apart, read limit 1 s: {drip}; with a total of 5 s: {limited}")
    assert drip == ("complete", 90.0) and limited == ("timeout", 5.0)


def test_retries_spend_the_budget_and_the_last_one_gets_what_is_left():
    attempts: list[float] = []

    async def request() -> str:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(1.2):
                while True:
                    started = loop.time()
                    try:
                        async with asyncio.timeout(0.5):
                            await asyncio.sleep(60)
                    except TimeoutError:
                        pass
                    finally:
                        attempts.append(round(loop.time() - started, 2))
        except TimeoutError:
            return "503"

    answer, seconds = run(request())
    print(f"attempts of {attempts} s, then {answer} after {seconds} s")
    assert attempts == [0.5, 0.5, 0.2] and (answer, seconds) == ("503", 1.2)


def test_which_limit_fired_is_a_question_the_block_answers():
    async def request() -> tuple[bool, bool]:
        try:
            async with asyncio.timeout(2) as whole:
                async with asyncio.timeout(1) as call:
                    await asyncio.sleep(60)
        except TimeoutError:
            return whole.expired(), call.expired()
        raise AssertionError("unreachable")

    (whole, call), _ = run(request())
    print(f"whole request expired: {whole}, this call expired: {call}")
    assert (whole, call) == (False, True)


def test_inside_the_block_the_code_sees_a_cancellation_outside_it_a_timeout():
    seen: list[str] = []

    async def request() -> None:
        try:
            async with asyncio.timeout(1):
                try:
                    await asyncio.sleep(60)
                except BaseException as error:
                    seen.append(type(error).__name__)
                    raise
        except TimeoutError as error:
            seen.append(type(error).__name__)

    run(request())
    print("inside, then outside:", seen)
    assert seen == ["CancelledError", "TimeoutError"]


def test_the_http_client_has_four_limits_and_none_of_them_is_the_total():
    default = httpx.Client().timeout
    print("httpx by default:", default.as_dict())
    assert default.as_dict() == {"connect": 5.0, "read": 5.0, "write": 5.0, "pool": 5.0}


@pytest.mark.postgresql
def test_the_database_can_stop_its_own_query(engine: Engine):
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = '30ms'"))
        with pytest.raises(OperationalError) as refused:
            connection.execute(text("SELECT pg_sleep(60)"))
    print("from the server:", str(refused.value.orig).strip())
    assert refused.value.orig.sqlstate == "57014"  # type: ignore[union-attr]
