"""When a check has asked enough, and which rule said so.

Precision is fixed, not speed: a person whom few questions place is asked few.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from jobfutures.psychometrics.errors import BadRule
from jobfutures.psychometrics.items import Flags, Floats, Integers


class Stop(IntEnum):
    """Which rule ended a check. Stored by name. Where two rules hold, the earlier one here is named."""

    GOES_ON = 0
    CANDIDATE = 1
    LEVEL = 2
    PRECISION = 3
    LENGTH = 4


@dataclass(frozen=True, slots=True)
class StopRules:
    """The rules of one check.

    least, most: numbers of scored questions, the code task aside.
    sure: probability that one level must hold, None where levels do not count.
    precision: standard error in logits that is enough, None where it does not count. Raises BadRule out of range.
    """

    least: int = 8
    most: int = 30
    sure: float | None = 0.90
    precision: float | None = 0.32

    def __post_init__(self) -> None:
        if not 1 <= self.least <= self.most:
            raise BadRule("A check has at least 1 question, and at most as many as its longest.")
        if self.sure is not None and not 0 < self.sure < 1:
            raise BadRule(f"A level is sure from a probability between 0 and 1, not {self.sure}.")
        if self.precision is not None and not self.precision > 0:
            raise BadRule(f"A standard error that is enough lies above 0, not at {self.precision}.")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Progress:
    """Where checks stand: one number each, or arrays (people,).

    questions: scored ones, the code task aside.  error: standard error, logits.
    surest: probability of the likeliest level.
    areas_touched: every area had an item.  task_done: the code task was answered, or the check has none.
    """

    questions: Integers | int
    error: Floats | float
    surest: Floats | float
    areas_touched: Flags | bool = True
    task_done: Flags | bool = True
    candidate_stops: Flags | bool = False


def is_enough(progress: Progress, rules: StopRules) -> Flags:
    """Say whether enough was asked for a result to be told: (...)."""
    return np.asarray(
        np.greater_equal(progress.questions, rules.least) & progress.areas_touched & progress.task_done, dtype=bool
    )


def stops(progress: Progress, rules: StopRules) -> Integers:
    """Return the `Stop` of each check, as its number: (...).

    A candidate stops whenever they want, and the longest check ends whatever it reached: `is_enough` says whether
    there is a result. The other rules wait until there is one.
    """
    enough = is_enough(progress, rules)
    sure = np.less_equal(2 if rules.sure is None else rules.sure, progress.surest)
    precise = np.less_equal(progress.error, -1 if rules.precision is None else rules.precision)
    ends = {
        Stop.CANDIDATE: np.asarray(progress.candidate_stops),
        Stop.LEVEL: enough & sure,
        Stop.PRECISION: enough & precise,
        Stop.LENGTH: np.greater_equal(progress.questions, rules.most),
    }
    shape = np.broadcast_shapes(*(end.shape for end in ends.values()))
    found = np.select([np.broadcast_to(end, shape) for end in ends.values()], list(ends), Stop.GOES_ON)
    return np.asarray(found, dtype=np.intp)
