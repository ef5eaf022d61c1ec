"""Two worker processes, each with a loop, a memory and a pool of its own; and what must not cross a loop."""

import asyncio
import json
import subprocess
import sys
from contextlib import ExitStack

import anyio.to_thread
import pytest
from sqlalchemy import create_engine

WORKER = """
import asyncio, json, sys

CACHE = {}          # module level: one for each process
loops = set()

async def handle(key):
    loops.add(id(asyncio.get_running_loop()))
    hit = key in CACHE
    CACHE[key] = "value"
    return hit

async def main():
    for line in sys.stdin:
        print(json.dumps({"hit": await handle(line.strip()), "loops": len(loops), "keys": len(CACHE)}), flush=True)

asyncio.run(main())
"""


class Worker:
    def __init__(self, stack: ExitStack) -> None:
        self.process = stack.enter_context(
            subprocess.Popen([sys.executable, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )

    def request(self, key: str) -> dict:
        self.process.stdin.write(key + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())


def test_each_worker_has_one_loop_and_a_memory_of_its_own():
    with ExitStack() as stack:
        workers = [Worker(stack) for _ in range(2)]
        answers = [workers[number % 2].request("price of tea") for number in range(6)]  # taking turns
        hits = [answer["hit"] for answer in answers]
        for worker in workers:
            worker.process.stdin.close()
    print("six requests for one key, two workers, hits:", hits)
    assert hits == [False, False, True, True, True, True]  # the same thing was fetched once in each
    assert {answer["loops"] for answer in answers} == {1}


def test_connections_are_multiplied_by_workers_and_by_hosts():
    pool = create_engine("postgresql+psycopg://app@db/shop").pool  # as installed; it has not connected yet
    each = pool.size() + pool._max_overflow
    print(f"one pool: up to {each} connections; 4 hosts with 8 workers: up to {4 * 8 * each}; PostgreSQL's default limit: 100")
    assert each == 15


def test_a_lock_that_was_used_on_one_loop_refuses_to_serve_another():
    lock = asyncio.Lock()  # made at import, for example

    async def contended() -> None:
        async def hold() -> None:
            async with lock:
                await asyncio.sleep(0)

        await asyncio.gather(hold(), hold())

    asyncio.run(contended())
    with pytest.raises(RuntimeError, match="is bound to a different event loop") as refusal:
        asyncio.run(contended())
    print(str(refusal.value).split("> ")[-1])


def test_without_contention_the_same_mistake_stays_hidden():
    lock = asyncio.Lock()

    async def alone() -> None:
        async with lock:
            await asyncio.sleep(0)

    asyncio.run(alone())
    asyncio.run(alone())  # no error: a free lock never looks at its loop


def test_an_asyncio_lock_excludes_tasks_of_one_loop_and_nobody_else():
    """Two loops, as two workers have them, step by step: both are inside the same critical section."""
    inside: list[str] = []
    first, second = asyncio.new_event_loop(), asyncio.new_event_loop()
    locks = {"first": asyncio.Lock(), "second": asyncio.Lock()}  # each process has imported its own

    async def enter(name: str) -> None:
        await locks[name].acquire()
        inside.append(name)

    first.run_until_complete(enter("first"))
    second.run_until_complete(enter("second"))
    first.close()
    second.close()
    print("inside at the same time:", inside)
    assert inside == ["first", "second"]


def test_synchronous_endpoints_share_forty_threads_in_each_worker():
    async def tokens() -> float:
        return anyio.to_thread.current_default_thread_limiter().total_tokens

    print("threads for plain def endpoints:", asyncio.run(tokens()))
    assert asyncio.run(tokens()) == 40


def test_a_loop_uses_one_core_however_many_tasks_it_has():
    async def count(task: int, log: list[int]) -> None:
        for _ in range(3):
            log.append(task)
            await asyncio.sleep(0)

    async def run() -> list[int]:
        log: list[int] = []
        await asyncio.gather(*(count(task, log) for task in range(2)))
        return log

    log = asyncio.run(run())
    print("two tasks on one loop take turns:", log)
    assert log == [0, 1, 0, 1, 0, 1]
