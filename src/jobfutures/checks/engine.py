"""The way to the engine: `measuring` and `simulating` bring NumPy, 24 MB that an instance need not hold before somebody
takes a check, and whose threads a process that forks must not have. So each name is looked up when it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobfutures.checks.measuring import (
        Choice,
        Given,
        Prepared,
        after,
        begun,
        eligible,
        ends,
        guess,
        has_result,
        has_task,
        is_misfit,
        next_choice,
        outcome,
        prepared,
        progress,
        tagged,
        told,
    )
    from jobfutures.checks.simulating import gates, simulated
    from jobfutures.psychometrics.tags import LOG_SLOPE_SD

SIMULATING = {"gates", "simulated"}
TAGS = {"LOG_SLOPE_SD"}


def __getattr__(name: str) -> Any:
    if name in SIMULATING:
        return getattr(import_module("jobfutures.checks.simulating"), name)
    home = "jobfutures.psychometrics.tags" if name in TAGS else "jobfutures.checks.measuring"
    return getattr(import_module(home), name)


__all__ = [
    "LOG_SLOPE_SD",
    "Choice",
    "Given",
    "Prepared",
    "after",
    "begun",
    "eligible",
    "ends",
    "gates",
    "guess",
    "has_result",
    "has_task",
    "is_misfit",
    "next_choice",
    "outcome",
    "prepared",
    "progress",
    "simulated",
    "tagged",
    "told",
]
