"""The timetable pages of a bus company: many readers, and a planner behind them that takes a second for each stop."""

import asyncio
from typing import Any

from cache import Cache
from loading import Load

TTL_S = 60.0


class Clock:
    """The clock of the timetable cache. Tests set it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


clock = Clock()
timetables = Cache(TTL_S, clock)


def set_clock(seconds: float) -> None:
    clock.now = seconds


async def visit(stops: list[str], load: Load, leaving: list[int] | None = None) -> list[dict[str, Any]]:
    """Let one reader for each stop in the list open its page, all at the same time.

    leaving: places in the list of readers who close the page while the planner still works.
    Returns for each reader {"timetable": ..}, {"error": name of the exception} or {"left": true}.
    """
    asked = asyncio.Event()

    async def load_and_tell(stop: str) -> Any:
        asked.set()
        return await load(stop)

    readers = [asyncio.create_task(timetables.get(stop, load_and_tell)) for stop in stops]
    if leaving:
        await asked.wait()
        await asyncio.sleep(0.02)
        for place in leaving:
            readers[place].cancel()
    outcomes = await asyncio.gather(*readers, return_exceptions=True)
    return [shown(outcome, left=place in (leaving or [])) for place, outcome in enumerate(outcomes)]


def shown(outcome: Any, *, left: bool) -> dict[str, Any]:
    if left and isinstance(outcome, asyncio.CancelledError):
        return {"left": True}
    if isinstance(outcome, BaseException):
        return {"error": type(outcome).__name__}
    return {"timetable": outcome}
