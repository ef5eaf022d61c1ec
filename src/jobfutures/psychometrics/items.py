"""The items of a check, as arrays: one row an item.

A right/wrong item follows the three-parameter model (two parameters where nothing can be guessed), a code task the
generalised partial credit model. Both are kept as steps: a right/wrong item has one, at its difficulty.
"""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jobfutures.psychometrics.errors import BadAnswer, BadBank

Floats = NDArray[np.float64]
Integers = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Format(StrEnum):
    """How an item is answered. It alone decides how likely a right guess is."""

    OPEN = "OPEN"
    ORDERING = "ORDERING"
    GAP = "GAP"
    OUTPUT = "OUTPUT"
    CODE = "CODE"
    CHOICE = "CHOICE"
    MULTI_SELECT = "MULTI_SELECT"


def guess_of(answered: Format, options: int = 0) -> float:
    """Return the probability that somebody who knows nothing is right.

    options: how many a CHOICE offers, 2 or more; not read for other formats. Raises BadBank for a CHOICE with fewer.
    It is fixed by format because small samples cannot estimate it.
    """
    if answered is Format.CHOICE:
        if options < 2:
            raise BadBank(f"A choice needs at least 2 options to choose from, not {options}.")
        return 1 / options
    return 0.03 if answered is Format.MULTI_SELECT else 0.0


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Bank:
    """n items, never changed: another calibration makes another bank. `Bank.of` fills in what is usual.

    slope (n): per logit, above 0.  steps (n, m): logits; a right/wrong item has its difficulty in the first column, a
    code task one step for each score above 0, and the rest of a row is NaN.  guess (n): probability, 0 <= guess < 1,
    and 0 for code tasks.
    step_sd (n): standard error of each step, logits.  log_slope_sd (n): standard error of ln(slope). Both are 0 for an
    item that is known exactly.
    area (n): number of the item's area, from 0.  template (n): items with one number are variants of one item.
    level (n): number of the level that the author tagged, from 0.
    Raises BadBank outside these ranges.
    Source: Birnbaum (1968), in Lord & Novick, Statistical Theories of Mental Test Scores; Muraki (1992), A generalized
    partial credit model, Applied Psychological Measurement 16(2).
    """

    slope: Floats
    steps: Floats
    guess: Floats
    step_sd: Floats
    log_slope_sd: Floats
    area: Integers
    template: Integers
    level: Integers

    @classmethod
    def of(  # one argument a column
        cls,
        slope: ArrayLike,
        difficulty: ArrayLike,
        *,
        guess: ArrayLike = 0.0,
        step_sd: ArrayLike = 0.0,
        log_slope_sd: ArrayLike = 0.0,
        area: ArrayLike = 0,
        template: ArrayLike | None = None,
        level: ArrayLike = 0,
    ) -> Self:
        """Return a bank from columns of n numbers, or one number where all items share it.

        difficulty: (n) logits for right/wrong items, or (n, m) as `steps`.
        template: by default every item stands alone.
        """
        steps = np.array(difficulty, dtype=np.float64)
        steps = np.atleast_1d(steps)[:, None] if steps.ndim < 2 else steps
        count = len(steps)
        return cls(
            slope=column(slope, count),
            steps=steps,
            guess=column(guess, count),
            step_sd=column(step_sd, count),
            log_slope_sd=column(log_slope_sd, count),
            area=numbers(area, count, "area"),
            template=numbers(np.arange(count) if template is None else template, count, "template"),
            level=numbers(level, count, "level"),
        )

    def __post_init__(self) -> None:
        check_shapes(self)
        check_ranges(self)
        for field in fields(self):
            getattr(self, field.name).setflags(write=False)

    def __len__(self) -> int:
        return len(self.slope)

    @property
    def difficulty(self) -> Floats:
        """Where on the scale an item stands: (n) logits, the mean of the steps."""
        found: Floats = np.nanmean(self.steps, axis=1)
        return found

    @property
    def best_score(self) -> Integers:
        """The highest score of each item: 1 for right/wrong items, the number of steps for code tasks."""
        return np.isfinite(self.steps).sum(axis=1)

    @property
    def is_task(self) -> Flags:
        """Whether an item is a code task, with more scores than right and wrong."""
        return self.best_score > 1

    def check_answer(self, item: int, score: int) -> None:
        """Raise BadAnswer unless `item` is in the bank and can have `score`."""
        if not 0 <= item < len(self):
            raise BadAnswer(f"There is no item {item} in a bank of {len(self)}.")
        best = np.count_nonzero(np.isfinite(self.steps[item]))
        if not 0 <= score <= best:
            raise BadAnswer(f"Item {item} is scored from 0 to {best}, not {score}.")


def column(values: ArrayLike, count: int) -> Floats:
    found = np.array(values, dtype=np.float64)
    return np.full(count, found) if found.ndim == 0 else found


def numbers(values: ArrayLike, count: int, name: str) -> Integers:
    found = np.array(values)
    if not np.issubdtype(found.dtype, np.integer):
        raise BadBank(f"The column {name} numbers things: it holds whole numbers only.")
    found = found.astype(np.intp)
    return np.full(count, found) if found.ndim == 0 else found


def check_shapes(bank: Bank) -> None:
    if bank.steps.ndim != 2 or not bank.steps.size:
        raise BadBank("A bank needs at least one item, and each item at least one step.")
    for field in fields(bank):
        found = getattr(bank, field.name)
        if field.name != "steps" and found.shape != (len(bank.steps),):
            raise BadBank(
                f"The column {field.name} has the shape {found.shape}: {len(bank.steps)} items were expected."
            )


def check_ranges(bank: Bank) -> None:
    missing = np.isnan(bank.steps)
    sentences = {
        "Every slope is a finite number above 0.": np.isfinite(bank.slope) & (bank.slope > 0),
        "Every step is a finite number.": ~np.isinf(bank.steps).any(axis=1),
        "Every item has a first step, and no gap between its steps.": ~missing[:, 0]
        & (np.diff(missing.astype(int), axis=1) >= 0).all(axis=1),
        "A guess is right with a probability from 0 to below 1.": (bank.guess >= 0) & (bank.guess < 1),
        "Nobody solves a code task by a guess.": (bank.guess == 0) | ~bank.is_task,
        "No standard error is below 0 or infinite.": np.isfinite(bank.step_sd + bank.log_slope_sd)
        & (np.minimum(bank.step_sd, bank.log_slope_sd) >= 0),
        "Areas, templates and levels are numbered from 0.": np.minimum(bank.area, np.minimum(bank.template, bank.level))
        >= 0,
    }
    for sentence, holds in sentences.items():
        if not holds.all():
            raise BadBank(f"{sentence} Item {int(np.argmin(holds))} breaks this.")
