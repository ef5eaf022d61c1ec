"""The chance of a right answer along the ability scale, and its slopes, for many items at once."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from jobfutures.psychometrics.arrays import Floats, Indexes, Numbers, finite, guesses, positive


@dataclass(frozen=True, eq=False)
class Parameters:
    """slope: per logit, > 0.  difficulty: logits.  guess: chance to guess right, in [0, 1).  One length.

    Chance of a right answer: guess + (1 - guess) / (1 + exp(-slope (ability - difficulty))).
    Raises WrongParameters outside those ranges.
    Source: Birnbaum (1968), in Lord & Novick, Statistical Theories of Mental Test Scores, chapter 17.
    """

    slope: Floats
    difficulty: Floats
    guess: Floats

    def __len__(self) -> int:
        return len(self.slope)

    @classmethod
    def of(cls, slope: Numbers, difficulty: Numbers, guess: Numbers = 0.0) -> Self:
        checked = finite("The difficulty", difficulty)
        return cls(positive("The slope", slope, len(checked)), checked, guesses(guess, len(checked)))


@dataclass(frozen=True, eq=False)
class Curves:
    """Items x points. All logarithms are natural.

    log_right, log_wrong: logarithms of the chances.  right_slope, wrong_slope: their derivatives by the logit
    z = slope (ability - difficulty).  right_bend, wrong_bend: their second derivatives by z.
    """

    logit: Floats
    right: Floats
    log_right: Floats
    log_wrong: Floats
    right_slope: Floats
    wrong_slope: Floats
    right_bend: Floats
    wrong_bend: Floats


def curves(parameters: Parameters, points: Floats) -> Curves:
    """Return the curves of `parameters` at `points`, abilities in logits."""
    guess = parameters.guess[:, None]
    logit = parameters.slope[:, None] * (points - parameters.difficulty[:, None])
    growth = 0.5 * (1 + np.tanh(0.5 * logit))  # the logistic function, without overflow at either end
    fall = 0.5 * (1 - np.tanh(0.5 * logit))
    right = guess + (1 - guess) * growth
    steepness = (1 - guess) * growth * fall
    log_right = np.where(guess > 0, np.log(np.maximum(right, np.finfo(float).tiny)), -np.logaddexp(0, -logit))
    right_slope = np.where(guess > 0, steepness / np.maximum(right, np.finfo(float).tiny), fall)
    return Curves(
        logit=logit,
        right=right,
        log_right=log_right,
        log_wrong=np.log1p(-guess) - np.logaddexp(0, logit),
        right_slope=right_slope,
        wrong_slope=-growth,
        right_bend=right_slope * (fall - growth) - right_slope**2,
        wrong_bend=-growth * fall,
    )


def chances(parameters: Parameters, abilities: Floats) -> Floats:
    """Return people x items: the chance that each person answers each item right."""
    logit = parameters.slope * (abilities[:, None] - parameters.difficulty)
    chance: Floats = parameters.guess + (1 - parameters.guess) * 0.5 * (1 + np.tanh(0.5 * logit))
    return chance


def chances_at(parameters: Parameters, item: Indexes, abilities: Floats) -> Floats:
    """Return the chance of a right answer, one a place: abilities[k] meets item[k]."""
    logit = parameters.slope[item] * (abilities - parameters.difficulty[item])
    chance: Floats = parameters.guess[item] + (1 - parameters.guess[item]) * 0.5 * (1 + np.tanh(0.5 * logit))
    return chance
