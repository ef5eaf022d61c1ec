"""The way to the engine: `measuring` and `simulating` bring NumPy, 24 MB that an instance need not hold before somebody
takes a check, and whose threads a process that forks must not have. So each name is looked up when it is used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobfutures.checks.calibrating import calibrated
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
        prepared_of,
        progress,
        tagged,
        told,
    )
    from jobfutures.checks.simulating import gates, needs, simulated
    from jobfutures.checks.tracing import traced
    from jobfutures.psychometrics.errors import PsychometricsError
    from jobfutures.psychometrics.exposure import KEPT_A_MONTH
    from jobfutures.psychometrics.impact import GroupImpact, above_median, four_fifths
    from jobfutures.psychometrics.tags import LOG_SLOPE_SD

HOMES = {  # of what is not in `checks.measuring`; the last lines are for the job and for operators only
    "jobfutures.psychometrics.tags": {"LOG_SLOPE_SD"},
    "jobfutures.psychometrics.exposure": {"KEPT_A_MONTH"},
    "jobfutures.psychometrics.errors": {"PsychometricsError"},
    "jobfutures.checks.simulating": {"gates", "needs", "simulated"},
    "jobfutures.checks.tracing": {"traced"},
    "jobfutures.psychometrics.impact": {"GroupImpact", "above_median", "four_fifths"},
    "jobfutures.checks.calibrating": {"calibrated"},
}
HOME = {name: home for home, names in HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    return getattr(import_module(HOME.get(name, "jobfutures.checks.measuring")), name)


__all__ = [
    "KEPT_A_MONTH",
    "LOG_SLOPE_SD",
    "Choice",
    "Given",
    "GroupImpact",
    "Prepared",
    "PsychometricsError",
    "above_median",
    "after",
    "begun",
    "calibrated",
    "eligible",
    "ends",
    "four_fifths",
    "gates",
    "guess",
    "has_result",
    "has_task",
    "is_misfit",
    "needs",
    "next_choice",
    "outcome",
    "prepared",
    "prepared_of",
    "progress",
    "simulated",
    "tagged",
    "told",
    "traced",
]
