"""From 'the loop was late' to the guilty line: three instruments, and what hides from one of them."""

import asyncio
import faulthandler
import logging
import re
import sys
import threading
import time
import traceback


async def load_profile() -> None:
    time.sleep(0.15)


def backtrack() -> None:
    re.match("(a+)+$", "a" * 23 + "b")  # stays in C and keeps the interpreter lock


async def check_name() -> None:
    backtrack()


async def serve(handler) -> float:
    """Run one handler beside a 10 ms heartbeat; return how late the worst beat was, in seconds."""
    late = 0.0

    async def heartbeat() -> None:
        nonlocal late
        while True:
            due = time.perf_counter() + 0.01
            await asyncio.sleep(0.01)
            late = max(late, time.perf_counter() - due)

    heart = asyncio.create_task(heartbeat())
    await asyncio.sleep(0.02)
    await asyncio.create_task(handler(), name="GET /profile")
    await asyncio.sleep(0.02)
    heart.cancel()
    return late


def test_loop_lag_says_that_and_for_how_long():
    lag = asyncio.run(serve(load_profile))
    print(f"measured loop lag: {lag * 1000:.0f} ms")
    assert lag > 0.1


def test_debug_mode_says_which_task(caplog):
    with caplog.at_level(logging.WARNING, logger="asyncio"):
        asyncio.run(serve(load_profile), debug=True)
    message = next(text for text in caplog.messages if "took" in text)
    print(re.search(r"name='(.+?)'", message)[0], re.search(r"coro=<(\w+)", message)[0])
    assert "load_profile" in message and "GET /profile" in message


def test_debug_mode_is_not_free():
    async def many_tasks() -> float:
        started = time.perf_counter()
        for _ in range(100):
            await asyncio.create_task(asyncio.sleep(0))
        return time.perf_counter() - started

    plain, debug = (min(asyncio.run(many_tasks(), debug=on) for _ in range(10)) for on in (False, True))
    print(f"measured 100 tasks in debug mode: {debug / plain:.1f} times as long")
    assert debug > 3 * plain


class Watchdog:
    """A thread that notes where the loop's thread is, whenever its heartbeat is overdue."""

    def __init__(self, limit_s: float) -> None:
        self.limit_s, self.stacks, self.beat = limit_s, list[list[str]](), time.perf_counter()
        self.loop_thread, self.ended = threading.get_ident(), threading.Event()

    def watch(self) -> None:
        while not self.ended.wait(0.01):
            if time.perf_counter() - self.beat > self.limit_s:
                frames = traceback.extract_stack(sys._current_frames()[self.loop_thread])
                self.stacks.append([f"{frame.name}: {frame.line}" for frame in frames])

    async def beats(self) -> None:
        while True:
            self.beat = time.perf_counter()
            await asyncio.sleep(0.01)


async def watched(handler, limit_s: float = 0.05) -> list[list[str]]:
    dog = Watchdog(limit_s)
    thread = threading.Thread(target=dog.watch)
    beats = asyncio.create_task(dog.beats())
    thread.start()
    await asyncio.sleep(0.03)
    await handler()
    dog.ended.set()
    beats.cancel()
    await asyncio.to_thread(thread.join)
    return dog.stacks


def test_a_watchdog_thread_says_which_line():
    innermost = {stack[-1] for stack in asyncio.run(watched(load_profile))}
    found = next(line for line in innermost if line.startswith("load_profile"))
    print("while the beat was overdue:", found)
    assert found == "load_profile: time.sleep(0.15)"


def test_c_code_with_the_interpreter_lock_hides_from_a_thread_but_not_from_faulthandler(tmp_path):
    with (tmp_path / "stacks.txt").open("w+") as file:
        faulthandler.dump_traceback_later(0.05, file=file)  # a thread of the C runtime: needs no interpreter lock
        matching = asyncio.run(watched(check_name))
        faulthandler.cancel_dump_traceback_later()
        file.seek(0)
        dumped = file.read()
    sleeping = asyncio.run(watched(load_profile))
    print(f"measured watchdog samples: in a sleep {len(sleeping)}, in a regular expression {len(matching)}")
    print("faulthandler names the function:", "in backtrack" in dumped)
    assert len(matching) <= 2 < len(sleeping)
    assert "in backtrack" in dumped
