"""A task's life: when it starts, the ways it ends, and who hears about it."""

import asyncio
import gc

import pytest


def test_a_task_starts_when_the_creator_lets_go_of_the_thread():
    log: list[str] = []

    async def job() -> None:
        log.append("job starts")

    async def main() -> None:
        task = asyncio.create_task(job())
        log.append("created")
        await task
        log.append("ended")

    asyncio.run(main())
    print(", ".join(log))
    assert log == ["created", "job starts", "ended"]


def test_a_task_ends_in_one_of_three_ways():
    async def fail() -> None:
        raise ValueError("no stock")

    async def main() -> dict[str, object]:
        returned = asyncio.create_task(asyncio.sleep(0, result=42))
        raised = asyncio.create_task(fail())
        cancelled = asyncio.create_task(asyncio.sleep(3600))
        cancelled.cancel()
        await asyncio.wait([returned, raised, cancelled])
        return {"result": returned.result(), "exception": raised.exception(), "cancelled": cancelled.cancelled()}

    ends = asyncio.run(main())
    print(ends)
    assert str(ends["exception"]) == "no stock" and ends["result"] == 42 and ends["cancelled"]


def test_cancel_is_a_request_delivered_at_the_await_where_the_task_stands():
    log: list[str] = []

    async def job() -> None:
        log.append("working")
        try:
            await asyncio.sleep(3600)
        finally:
            log.append("cleaning up")

    async def main() -> None:
        task = asyncio.create_task(job())
        await asyncio.sleep(0)
        log.append(f"cancel() returns {task.cancel()}, done: {task.done()}")
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())
    print(" | ".join(log))
    assert log == ["working", "cancel() returns True, done: False", "cleaning up"]


def test_work_that_nobody_waits_for_is_cut_off_when_the_program_ends():
    log: list[str] = []

    async def send_mail() -> None:
        try:
            await asyncio.sleep(0.01)
            log.append("mail sent")
        except asyncio.CancelledError:
            log.append("cancelled before sending")
            raise

    async def handler() -> str:
        handler.kept = asyncio.create_task(send_mail())
        await asyncio.sleep(0)
        return "202 Accepted"

    assert asyncio.run(handler()) == "202 Accepted"
    print(log)
    assert log == ["cancelled before sending"]


def reports_of(fate: str) -> list[str]:
    """What the event loop reports about a task that fails, or that is dropped while it waits."""
    reports: list[str] = []
    kept: set[asyncio.Task[None]] = set()

    async def fail() -> None:
        raise ValueError("no stock")

    async def wait_for_nothing() -> None:
        await asyncio.get_running_loop().create_future()

    async def main() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: reports.append(context["message"]))
        task = asyncio.create_task(wait_for_nothing() if fate == "dropped while pending" else fail())
        if fate != "dropped while pending":
            kept.add(task)
        if fate == "failed, kept until done":
            task.add_done_callback(kept.discard)
        del task
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        gc.collect()

    asyncio.run(main())
    return reports.copy()


@pytest.mark.parametrize(
    ("fate", "reported"),
    [
        ("failed, kept for ever", []),
        ("failed, kept until done", ["Task exception was never retrieved"]),
        ("dropped while pending", ["Task was destroyed but it is pending!"]),
    ],
    ids=["failed_and_kept", "failed_and_let_go", "dropped"],
)
def test_what_the_loop_reports_about_a_task_nobody_awaits(fate, reported):
    reports = reports_of(fate)
    print(f"{fate}: {reports}")
    assert reports == reported


def test_a_task_group_ends_after_its_tasks():
    log: list[str] = []

    async def send_mail() -> None:
        await asyncio.sleep(0.001)
        log.append("mail sent")

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(send_mail())
        log.append("group left")

    asyncio.run(main())
    print(", ".join(log))
    assert log == ["mail sent", "group left"]
