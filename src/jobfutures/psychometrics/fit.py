"""How well estimated items describe the answers they were estimated from, and how reliable a test is."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats, Numbers, finite, positive
from jobfutures.psychometrics.calibration import Calibration
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongAnswers
from jobfutures.psychometrics.chi_square import upper_tail
from jobfutures.psychometrics.parameters import curves
from jobfutures.psychometrics.quadrature import posterior

MOST_PATTERN_ITEMS = 30


@dataclass(frozen=True)
class Fit:
    """statistic: chi-square distributed where the model is true.  probability: of one as large, or None."""

    statistic: float
    degrees: int

    @property
    def probability(self) -> float | None:
        return upper_tail(max(self.statistic, 0.0), self.degrees) if self.degrees > 0 else None


def pattern_fit(answers: Answers, calibration: Calibration) -> tuple[Fit, Fit]:
    """Return G2 (likelihood ratio) and X2 (Pearson) of all patterns of answers against the expected ones.

    They are chi-square only where most patterns are expected several times: few items, many people.
    Raises WrongAnswers if somebody left an item out or above 30 items.
    """
    table = answers.complete_table()
    if answers.items > MOST_PATTERN_ITEMS:
        raise WrongAnswers(f"Patterns of more than {MOST_PATTERN_ITEMS} items are too many to compare; use M2.")
    patterns, observed = np.unique(table, axis=0, return_counts=True)
    expected = answers.people * pattern_chances(patterns, calibration)
    likelihood_ratio = 2 * float(observed @ np.log(observed / expected))
    # Patterns that nobody gave add what is expected of them, and all expectations sum to the people.
    pearson = float((observed**2 / expected).sum()) - answers.people
    degrees = 2**answers.items - 1 - calibration.free_parameters
    return Fit(likelihood_ratio, degrees), Fit(pearson, degrees)


def pattern_chances(patterns: Floats, calibration: Calibration) -> Floats:
    """Return the marginal chance of each row of 0 and 1."""
    quadrature = calibration.quadrature
    found = curves(calibration.parameters, quadrature.points)
    chance: Floats = np.exp(patterns @ found.log_right + (1 - patterns) @ found.log_wrong) @ quadrature.weights
    return chance


def cronbach_alpha(answers: Answers) -> float:
    """Return the internal consistency of the items, at most 1.

    Raises WrongAnswers for missing answers, TooFewAnswers below 2 items or where all totals are equal.
    Source: Cronbach (1951), Coefficient alpha and the internal structure of tests, Psychometrika 16.
    """
    table = answers.complete_table()
    items = answers.items
    total = table.sum(axis=1).var()
    if items < 2 or total == 0:
        raise TooFewAnswers("Consistency needs 2 items or more, and people who differ.")
    return float(items / (items - 1) * (1 - table.var(axis=0).sum() / total))


def marginal_reliability(abilities: Numbers, errors: Numbers) -> float:
    """Return the share of the spread of estimates that is not error, in 0..1.

    abilities: estimates in logits.  errors: their standard errors in logits, > 0.
    Var(abilities) / (Var(abilities) + mean squared error).
    Raises WrongParameters for other lengths, TooFewAnswers below 2 people.
    Source: Green, Bock, Humphreys, Linn & Reckase (1984), Journal of Educational Measurement 21.
    """
    estimates = finite("Abilities", abilities)
    squares = positive("Standard errors", errors, len(estimates)) ** 2
    if len(estimates) < 2:
        raise TooFewAnswers("Reliability needs 2 people or more.")
    spread = estimates.var()
    return float(spread / (spread + squares.mean()))


def total_log_likelihood(answers: Answers, calibration: Calibration) -> float:
    """Return the log-likelihood of other `answers` under `calibration`, for checking it on people held back."""
    found = curves(calibration.parameters, calibration.quadrature.points)
    return posterior(answers, found, calibration.quadrature)[1]
