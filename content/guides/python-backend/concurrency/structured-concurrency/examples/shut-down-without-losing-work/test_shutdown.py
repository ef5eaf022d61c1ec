"""A worker is told to stop: killed in the middle, cancelled, and drained within a grace period. Time is simulated."""

import asyncio
import os
import selectors
import signal
from collections.abc import Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi import FastAPI


class Jump(selectors.SelectSelector):
    """Where the loop would wait, time moves forward instead."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        self.now += timeout or 0
        return super().select(0)


def run(main: Coroutine[Any, Any, None]) -> float:
    selector = Jump()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(main)
    return round(selector.now, 2)


@dataclass
class Broker:
    """A queue that gives a job out again unless it was acknowledged."""

    waiting: list[tuple[str, int]]
    unacknowledged: dict[str, tuple[str, int]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    def take(self) -> tuple[str, int]:
        job = self.waiting.pop(0)
        self.unacknowledged[job[0]] = job
        return job

    def left_after_exit(self) -> list[str]:
        return sorted([*self.unacknowledged, *(name for name, _ in self.waiting)])


async def perform(broker: Broker, early: bool) -> None:
    name, seconds = broker.take()
    if early:
        del broker.unacknowledged[name]
    await asyncio.sleep(seconds)
    broker.done.append(name)
    broker.unacknowledged.pop(name, None)


async def worker(broker: Broker, stop: asyncio.Event, early: bool = False) -> None:
    while not stop.is_set() and broker.waiting:
        await perform(broker, early)


async def serve(broker: Broker, stop_after: float, grace: float, early: bool = False) -> None:
    """Two workers; after `stop_after` seconds the order to stop comes."""
    stop = asyncio.Event()
    workers = [asyncio.create_task(worker(broker, stop, early)) for _ in range(2)]
    asyncio.get_running_loop().call_later(stop_after, stop.set)
    await stop.wait()
    _, late = await asyncio.wait(workers, timeout=grace)
    for task in late:
        task.cancel()
    if late:
        await asyncio.wait(late)


def jobs() -> list[tuple[str, int]]:
    return [("mail", 2), ("invoice", 4), ("export", 60), ("report", 3)]


@pytest.mark.parametrize(
    ("early", "lost"), [(True, ["export", "invoice"]), (False, [])], ids=["ack_first", "ack_last"]
)
def test_cut_off_at_once_only_the_late_acknowledgement_loses_nothing(early, lost):
    broker = Broker(jobs())
    run(serve(broker, stop_after=3, grace=0, early=early))
    accounted = {*broker.done, *broker.left_after_exit()}
    gone = sorted({name for name, _ in jobs()} - accounted)
    print(f"done {broker.done}, given out again {broker.left_after_exit()}, lost {gone}")
    assert gone == lost


def test_a_grace_period_finishes_the_short_jobs_and_gives_back_the_long_one():
    broker = Broker(jobs())
    seconds = run(serve(broker, stop_after=3, grace=10))
    print(f"done {broker.done}, given out again {broker.left_after_exit()}, exit after {seconds} s")
    assert broker.done == ["mail", "invoice"]  # report was not begun after the order to stop
    assert broker.left_after_exit() == ["export", "report"]
    assert seconds == 13


def test_without_a_limit_one_long_job_holds_up_the_exit():
    broker = Broker(jobs())
    seconds = run(serve(broker, stop_after=3, grace=3600))
    print(f"exit after {seconds} s; the orchestrator would have killed the process long before")
    assert seconds == 62


def test_sigterm_becomes_an_event_that_the_loop_reads():
    log: list[str] = []

    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            await stop.wait()
            log.append("stopping")
        finally:
            loop.remove_signal_handler(signal.SIGTERM)

    asyncio.run(main())
    assert log == ["stopping"]


def test_lifespan_is_the_place_to_start_and_to_drain():
    log: list[str] = []

    @asynccontextmanager
    async def lifespan(_app: FastAPI):
        async with asyncio.TaskGroup() as owned:
            stop = asyncio.Event()
            owned.create_task(stop.wait()).add_done_callback(lambda _: log.append("worker ended"))
            yield
            stop.set()
        log.append("pool closed")

    async def main() -> None:
        app = FastAPI(lifespan=lifespan)
        async with app.router.lifespan_context(app):
            log.append("serving")

    asyncio.run(main())
    print(", ".join(log))
    assert log == ["serving", "worker ended", "pool closed"]
