"""Does this code compute or wait? Two clocks, one counter of the kernel, and what follows for the number of workers."""

import hashlib
import json
import resource
import socket
import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text


def wait_for_a_service() -> None:
    """Thirty short waits, as for thirty calls of something slow."""
    for _ in range(30):
        time.sleep(0.001)


def compute() -> None:
    total = 0
    for number in range(300_000):
        total += number * number


def serialise() -> None:
    json.dumps([{"id": number, "name": f"product {number}", "price": number * 7} for number in range(6_000)])


def hash_password() -> None:
    hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 20_000)


def measure(work: Callable[[], None]) -> tuple[float, int]:
    """The share of the time in which the processor worked for us, and how often we gave it up by ourselves."""
    switches = resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw
    clock, processor = time.perf_counter(), time.thread_time()
    work()
    took, used = time.perf_counter() - clock, time.thread_time() - processor
    return used / took, resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw - switches


@pytest.mark.parametrize("work", [wait_for_a_service, compute, serialise, hash_password])
def test_two_clocks_tell(work):
    share, switches = measure(work)
    print(f"measured {work.__name__}: processor busy {share:.0%} of the time, gave it up {switches} times")
    if work is wait_for_a_service:
        assert switches >= 30  # each wait hands the processor back
    else:
        assert switches < 30


@pytest.mark.postgresql
def test_a_query_is_waiting_for_us_even_when_the_server_computes(engine: Engine):
    heavy = text("SELECT count(*) FROM generate_series(1, 300000) AS n WHERE n % 7 = 3")

    def ask() -> None:
        with engine.connect() as connection:
            assert connection.scalar(heavy) == 42857

    ask()
    share, switches = measure(ask)
    print(f"measured heavy query: processor busy {share:.0%} of the time in our process")
    assert switches > 0


def test_the_same_bytes_from_memory_or_over_a_socket():
    """Reading is I/O only if somebody has to be waited for."""
    ours, theirs = socket.socketpair()
    theirs.sendall(b"x" * 1000)
    _, ready = measure(lambda: ours.recv(1000))

    late = threading.Timer(0.02, theirs.sendall, [b"x" * 1000])
    late.start()
    _, waited = measure(lambda: ours.recv(1000))
    late.join()
    ours.close()
    theirs.close()
    print("data is there:", ready, "waits | data comes later: at least one wait:", waited >= 1)
    assert ready == 0 and waited >= 1


@pytest.mark.parametrize(
    ("computing_ms", "waiting_ms", "expected"),
    [(5, 195, 40), (50, 150, 4), (190, 10, 1)],
    ids=["mostly_waiting", "mixed", "mostly_computing"],
)
def test_how_many_requests_fill_one_core(computing_ms, waiting_ms, expected):
    fill = (computing_ms + waiting_ms) // computing_ms
    ceiling = 1000 // computing_ms
    print(f"{computing_ms} ms computing, {waiting_ms} ms waiting: {fill} at once fill a core, at most {ceiling}/s")
    assert fill == expected
