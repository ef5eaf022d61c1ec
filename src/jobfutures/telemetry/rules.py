"""Times of requests in steps, and what can be said of them."""

from bisect import bisect_left
from collections.abc import Mapping

STEPS_MS = (5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 60_000)
QUIET = frozenset({"web:healthz", "web:readyz", "operators:metrics", "static"})  # machines ask these all the time


def step_of(seconds: float) -> int:
    """Return the step, in ms, that a time falls into; the last one takes whatever is longer."""
    return STEPS_MS[min(bisect_left(STEPS_MS, seconds * 1000), len(STEPS_MS) - 1)]


def quantile_ms(counted: Mapping[int, int], share: float) -> float | None:
    """Return the time in ms that `share` of the requests stayed below, read off between two steps; None without any.

    counted: step -> number.  share: 0 to 1.  Inside a step times are taken to be spread evenly, as Prometheus does.
    """
    whole = sum(counted.values())
    if not whole:
        return None
    wanted, below, floor = share * whole, 0, 0
    for step in STEPS_MS:
        number = counted.get(step, 0)
        if number and below + number >= wanted:
            return floor + (step - floor) * (wanted - below) / number
        below, floor = below + number, step
    return float(STEPS_MS[-1])
