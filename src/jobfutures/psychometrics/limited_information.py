"""M2: fit from how often items and pairs of items are answered right, for tests too long for whole patterns."""

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats
from jobfutures.psychometrics.calibration import Calibration
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongAnswers
from jobfutures.psychometrics.fit import Fit
from jobfutures.psychometrics.parameters import Curves, curves

MOST_ITEMS = 60  # 1,830 margins: their covariance still takes seconds


def m2(answers: Answers, calibration: Calibration) -> Fit:
    """Return M2 of the margins of one and two items, with margins minus free parameters degrees of freedom.

    Raises WrongAnswers for missing answers or above 60 items, TooFewAnswers where no degrees are left.
    Source: Maydeu-Olivares & Joe (2005), Limited- and full-information estimation and goodness-of-fit testing in 2^n
    contingency tables, Journal of the American Statistical Association 100.
    """
    table = answers.complete_table()
    if answers.items > MOST_ITEMS:
        raise WrongAnswers(f"M2 is computed for at most {MOST_ITEMS} items.")
    members = margins(answers.items)
    degrees = len(members) - calibration.free_parameters
    if degrees < 1:
        raise TooFewAnswers("So few items leave M2 no degree of freedom.")
    found = curves(calibration.parameters, calibration.quadrature.points)
    weights = calibration.quadrature.weights
    chance = np.exp(members @ found.log_right)
    expected = chance @ weights
    observed = (table @ members.T == members.sum(axis=1)).mean(axis=0)
    slopes = margin_slopes(members, chance * weights, found, calibration)
    covariance = margin_covariance(members, found.log_right, weights, expected)
    return Fit(answers.people * residual_form(observed - expected, covariance, slopes), degrees)


def margins(items: int) -> Floats:
    """Return margins x items, 1 where the item belongs: first every item alone, then every pair."""
    first, second = np.triu_indices(items, 1)
    pairs = np.zeros((len(first), items))
    rows = np.arange(len(first))
    pairs[rows, first] = pairs[rows, second] = 1
    return np.vstack([np.eye(items), pairs])


def margin_slopes(members: Floats, joint: Floats, found: Curves, calibration: Calibration) -> Floats:
    """Return margins x free parameters: derivatives of the expected margins."""
    by_logit = joint @ found.right_slope.T * members
    by_log_slope = joint @ (found.right_slope * found.logit).T * members
    both: Floats = np.hstack([by_log_slope, -calibration.slope * by_logit]) @ calibration.slopes.jacobian()
    return both


def margin_covariance(members: Floats, log_right: Floats, weights: Floats, expected: Floats) -> Floats:
    """Return margins x margins: the covariance of one person's margins, from chances of up to four right answers."""
    together = np.zeros((len(members), len(members)))
    for logs, weight in zip(log_right.T, weights, strict=True):
        alone = members @ logs
        shared = (members * logs) @ members.T  # items in both margins count once
        together += weight * np.exp(alone[:, None] + alone - shared)
    covariance: Floats = together - np.outer(expected, expected)
    return covariance


def residual_form(residual: Floats, covariance: Floats, slopes: Floats) -> float:
    """Return the square of `residual` in the metric of `covariance`, less the part that the parameters could mend."""
    solved = np.linalg.solve(covariance, np.column_stack([residual, slopes]))
    straight, bent = residual @ solved[:, 0], solved[:, 1:]
    reach = slopes.T @ solved[:, 0]
    return float(straight - reach @ np.linalg.solve(slopes.T @ bent, reach))
