"""The same computing for many things, on all processors."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from typing import Any

WORTH_FORKS = 16  # things; fewer are done sooner than a process has started
AT_ONCE = 4


# What forks are to do, as it was when they were forked: only places and results go through pipes.
held: list[Callable[[int], object]] = []


def made_at(place: int) -> Any:
    return held[-1](place)


def mapped[One, Made](function: Callable[[One], Made], things: Sequence[One]) -> list[Made]:
    """Return what a function makes of each thing, in order, made by forks where many wait.

    It may compute and read files; a fork has no use of our connections. A process with several threads does all by
    itself: a fork would have their locks without them.
    """
    processors = os.process_cpu_count() or 1
    if processors < 2 or len(things) < WORTH_FORKS or threading.active_count() > 1:
        return [function(one) for one in things]
    held.append(lambda place: function(things[place]))
    try:
        with multiprocessing.get_context("fork").Pool(processors) as pool:
            return pool.map(made_at, range(len(things)), AT_ONCE)
    finally:
        held.pop()
