"""What one silent dependency does to callers without a timeout, what the defaults are, and what a timeout does not limit."""

import asyncio
import inspect
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait

import httpx
import pytest
import requests
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError


def test_four_hanging_calls_stop_a_pool_of_four_for_everybody():
    answer = threading.Event()
    with ThreadPoolExecutor(4) as workers:
        for _ in range(4):
            workers.submit(answer.wait)  # a dependency that does not answer
        health = workers.submit(lambda: "ok")
        done, _ = wait([health], timeout=0.05)
        print("health check answered while four calls hang:", bool(done))
        assert not done
        answer.set()
        assert health.result() == "ok"


def test_with_a_timeout_the_same_pool_comes_back():
    answer = threading.Event()
    with ThreadPoolExecutor(4) as workers:
        calls = [workers.submit(answer.wait, 0.01) for _ in range(4)]
        health = workers.submit(lambda: "ok")
        assert health.result() == "ok"
        assert [call.result() for call in calls] == [False] * 4  # gave up, and said so


def test_what_the_libraries_do_when_you_say_nothing():
    silent = inspect.signature(requests.Session.request).parameters["timeout"].default
    print("socket:", socket.getdefaulttimeout(), "- requests:", silent, "- httpx:", httpx.Client().timeout)
    assert socket.getdefaulttimeout() is None and silent is None  # None means: wait for ever
    assert httpx.Client().timeout == httpx.Timeout(5.0)


def drip(server: socket.socket, chunks: int) -> None:
    for _ in range(chunks):
        time.sleep(0.02)
        server.sendall(b".")
    server.close()


def test_a_read_timeout_limits_each_wait_not_the_whole_answer():
    ours, theirs = socket.socketpair()
    ours.settimeout(0.5)
    thread = threading.Thread(target=drip, args=(theirs, 30))
    started = time.perf_counter()
    thread.start()
    received = 0
    while chunk := ours.recv(1):
        received += len(chunk)
    took = time.perf_counter() - started
    thread.join()
    ours.close()
    print(f"measured: read timeout 0.5 s, answer complete after {took:.2f} s")
    assert received == 30 and took >= 0.6  # thirty waits of 20 ms, none of them too long


def test_a_deadline_limits_all_of_it():
    reached = []

    async def dependency(name: str) -> None:
        await asyncio.sleep(0.03)
        reached.append(name)

    async def request() -> None:
        async with asyncio.timeout(0.1):  # one budget for the whole request
            for name in "abcdefgh":
                await dependency(name)

    with pytest.raises(TimeoutError):
        asyncio.run(request())
    assert len(reached) < 8


def busy(per_second: float, seconds_each: float) -> float:
    """Little's law: how many calls are under way at once."""
    return per_second * seconds_each


def test_why_a_long_timeout_is_nearly_none():
    pool = 40
    for limit in (30, 1):
        print(f"20 calls a second, all hanging, timeout {limit} s: {busy(20, limit):.0f} threads busy of {pool}")
    assert busy(20, 30) > pool > busy(20, 1)


@pytest.mark.postgresql
def test_the_database_can_keep_time_as_well(engine):
    with engine.connect() as connection:
        connection.execute(text("SET LOCAL statement_timeout = '20ms'"))
        with pytest.raises(DBAPIError) as cancelled:
            connection.execute(text("SELECT pg_sleep(5)"))
    print("statement_timeout:", cancelled.value.orig.sqlstate, "query_canceled")
    assert cancelled.value.orig.sqlstate == "57014"
