"""Who holds the interpreter lock while a thread waits: shown by threads that can only go on if another one runs."""

import ctypes
import fcntl
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text


def test_eight_threads_wait_for_eight_answers_at_once():
    """The server answers nobody before all eight have asked. With one thread this would never end."""
    pairs = [socket.socketpair() for _ in range(8)]

    def ask(client: socket.socket) -> bytes:
        client.sendall(b"price?")
        return client.recv(100)

    def serve() -> int:
        asked = [server.recv(100) for _client, server in pairs]  # all eight questions first
        for _client, server in pairs:
            server.sendall(b"990")
        return len(asked)

    with ThreadPoolExecutor(9) as pool:
        server = pool.submit(serve)
        answers = list(pool.map(ask, [client for client, _server in pairs]))
    for pair in pairs:
        for each in pair:
            each.close()
    print(f"{server.result()} questions open at once, {answers.count(b'990')} answers")
    assert answers == [b"990"] * 8


def goes_on(wait, release) -> bool:
    """Start a thread in `wait`; it ends only after this thread has called `release`."""
    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    release()
    thread.join(5)
    return not thread.is_alive()


def test_waiting_for_a_file_lock_lets_others_run(tmp_path: Path):
    with (tmp_path / "lock").open("w") as ours, (tmp_path / "lock").open("w") as theirs:
        fcntl.flock(ours, fcntl.LOCK_EX)
        assert goes_on(lambda: fcntl.flock(theirs, fcntl.LOCK_EX), lambda: fcntl.flock(ours, fcntl.LOCK_UN))


def test_waiting_for_a_program_lets_others_run():
    program = subprocess.Popen(["cat"], stdin=subprocess.PIPE)  # ends when its input ends
    assert goes_on(program.wait, program.stdin.close)


@pytest.mark.postgresql
def test_waiting_for_the_database_lets_others_run(engine: Engine):
    with engine.connect() as ours, engine.connect() as theirs:
        ours.execute(text("SELECT pg_advisory_lock(42)"))
        went_on = goes_on(
            lambda: theirs.execute(text("SELECT pg_advisory_lock(42)")),
            lambda: ours.execute(text("SELECT pg_advisory_unlock(42)")),
        )
        theirs.execute(text("SELECT pg_advisory_unlock(42)"))
    print("the thread at the database went on after another thread unlocked:", went_on)
    assert went_on


def progress_of_another_thread(sleep) -> list[int]:
    """How far another thread counts while this one is inside a sleep of the C library, three times."""
    count, stop = 0, threading.Event()

    def counting() -> None:
        nonlocal count
        while not stop.is_set():
            count += 1
            time.sleep(0)  # lets go by itself

    interval = sys.getswitchinterval()
    sys.setswitchinterval(60)  # and nobody is asked to let go, so that only the C function decides
    thread = threading.Thread(target=counting)
    thread.start()
    seen = []
    for _ in range(3):
        before = count
        sleep(20_000)
        seen.append(count - before)
    stop.set()
    sys.setswitchinterval(interval)
    thread.join()
    return seen


def test_c_code_decides_for_itself_whether_it_lets_go():
    lets_go, keeps = ctypes.CDLL(None).usleep, ctypes.PyDLL(None).usleep  # the same function of libc
    released, kept = progress_of_another_thread(lets_go), progress_of_another_thread(keeps)
    print("steps of another thread during 20 ms: lock kept", kept, "| lock released: more than 0:", max(released) > 0)
    print("measured steps with the lock released:", released)
    assert max(released) > 0 and kept == [0, 0, 0]


def test_computing_threads_take_turns():
    interval = sys.getswitchinterval()
    print(f"a thread that computes is asked to let go after {interval * 1000:.0f} ms")
    assert interval == 0.005


@pytest.mark.parametrize(("waiting", "threads"), [(0.95, 20), (0.5, 20), (0.0, 20)])
def test_what_twenty_threads_can_be_worth(waiting, threads):
    """Waiting overlaps, computing does not: the best factor over one thread."""
    computing = 1 - waiting
    factor = min(threads, 1 / computing if computing else threads)
    print(f"{waiting:.0%} waiting, {threads} threads: at most {factor:.0f} times as fast")
    assert round(factor) == {0.95: 20, 0.5: 2, 0.0: 1}[waiting]
