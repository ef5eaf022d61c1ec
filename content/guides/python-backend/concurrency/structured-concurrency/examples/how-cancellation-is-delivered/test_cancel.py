"""Where a cancellation arrives, who can lose it, and what it cannot reach."""

import asyncio
import contextlib
import threading


async def cancelled(task: "asyncio.Task[object]", turns: int = 1) -> bool:
    """Let the task run a little, cancel it, wait for its end."""
    for _ in range(turns):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    return task.cancelled()


def test_it_is_raised_at_the_await_where_the_task_stands_and_finally_runs():
    log: list[str] = []

    async def job() -> None:
        log.append("row written")
        try:
            await asyncio.sleep(3600)
            log.append("never")
        finally:
            await asyncio.sleep(0)  # tidying up may await
            log.append("lock released")

    async def main() -> None:
        assert await cancelled(asyncio.create_task(job()))

    asyncio.run(main())
    print(" | ".join(log))
    assert log == ["row written", "lock released"]


def test_a_task_that_has_not_started_never_runs_not_even_its_finally():
    log: list[str] = []

    async def job() -> None:
        try:
            log.append("started")
        finally:
            log.append("released")

    async def main() -> None:
        assert await cancelled(asyncio.create_task(job()), turns=0)

    asyncio.run(main())
    print("log of a task cancelled before its start:", log)
    assert log == []


def test_except_exception_lets_it_through_and_a_bare_except_swallows_it():
    async def narrow() -> None:
        with contextlib.suppress(Exception):
            await asyncio.sleep(3600)

    async def swallows() -> str:
        try:
            await asyncio.sleep(3600)
        except BaseException:  # or a bare except:
            return "went on"

    async def main() -> tuple[bool, bool]:
        return await cancelled(asyncio.create_task(narrow())), await cancelled(asyncio.create_task(swallows()))

    outcome = asyncio.run(main())
    print(f"cancelled: except Exception {outcome[0]}, bare except {outcome[1]}")
    assert outcome == (True, False)


def test_a_swallowed_cancellation_disables_the_timeout_around_it():
    async def main() -> str:
        async with asyncio.timeout(0.001) as limit:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                pass  # the timeout's own message
            await asyncio.sleep(0.001)  # goes on, now without any limit
        return f"no TimeoutError, although expired() is {limit.expired()}"

    outcome = asyncio.run(main())
    print(outcome)
    assert outcome.endswith("True")


def test_it_travels_down_to_what_the_task_awaits_and_shield_stops_it_there():
    log: list[str] = []

    async def store(name: str, answered: asyncio.Event) -> None:
        try:
            await answered.wait()
            log.append(f"{name} stored")
        except asyncio.CancelledError:
            log.append(f"{name} cut off")
            raise

    async def main() -> None:
        plain = asyncio.create_task(store("plain", asyncio.Event()))
        kept = asyncio.create_task(store("shielded", answered := asyncio.Event()))

        async def request(inner) -> None:
            await inner

        await cancelled(asyncio.create_task(request(plain)), turns=2)
        await cancelled(asyncio.create_task(request(asyncio.shield(kept))), turns=2)
        answered.set()
        await kept  # somebody must keep it and wait for it

    asyncio.run(main())
    print(", ".join(log))
    assert log == ["plain cut off", "shielded stored"]


def test_a_thread_is_not_cancelled_with_the_task_that_waits_for_it():
    log: list[str] = []
    started, release = threading.Event(), threading.Event()

    def in_a_thread() -> None:
        started.set()
        release.wait(5)
        log.append("thread wrote its row")

    async def main() -> None:
        task = asyncio.create_task(asyncio.to_thread(in_a_thread))
        await asyncio.sleep(0)
        started.wait(5)  # before a thread has begun, the call would be taken out of the queue
        assert await cancelled(task, turns=0)
        log.append("task cancelled")
        release.set()

    asyncio.run(main())  # waits for its threads at the end
    print(", then ".join(log))
    assert log == ["task cancelled", "thread wrote its row"]


def test_await_is_the_only_door():
    async def main() -> tuple[bool, int]:
        turns = 0

        async def from_cache() -> int:
            return 1

        async def job() -> None:
            nonlocal turns
            asyncio.current_task().cancel()
            for _ in range(1000):
                turns += await from_cache()  # an await that never suspends
            await asyncio.sleep(0)
            turns = -1

        await asyncio.wait([task := asyncio.create_task(job())])
        return task.cancelled(), turns

    outcome = asyncio.run(main())
    print("cancelled:", outcome[0], "after further awaits:", outcome[1])
    assert outcome == (True, 1000)
