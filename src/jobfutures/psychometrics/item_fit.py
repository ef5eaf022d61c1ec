"""S-X2: does an item behave as its curve says among people with the same number of right answers?"""

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats, Indexes
from jobfutures.psychometrics.calibration import Calibration
from jobfutures.psychometrics.calibration_errors import TooFewAnswers
from jobfutures.psychometrics.fit import Fit
from jobfutures.psychometrics.parameters import curves
from jobfutures.psychometrics.slopes import FIXED

FEWEST_EXPECTED = 1.0  # right, and wrong, in a group of totals; smaller groups join the next higher one


def score_chances(right: Floats) -> Floats:
    """Return scores x points: the chance of 0..items right answers at each point, for items x points `right`.

    Source: Lord & Wingersky (1984), Comparison of IRT true-score and equipercentile observed-score equatings.
    """
    scores = np.zeros((len(right) + 1, right.shape[1]))
    scores[0] = 1
    for chance in right:
        scores[1:] = scores[1:] * (1 - chance) + scores[:-1] * chance
        scores[0] *= 1 - chance
    return scores


def item_fits(answers: Answers, calibration: Calibration) -> list[Fit]:
    """Return S-X2 of each item, with groups of totals minus the item's own free parameters degrees of freedom.

    Raises WrongAnswers if somebody left an item out, TooFewAnswers below 3 items.
    Source: Orlando & Thissen (2000), Likelihood-based item-fit indices for dichotomous item response theory models,
    Applied Psychological Measurement 24.
    """
    table = answers.complete_table()
    if answers.items < 3:
        raise TooFewAnswers("S-X2 needs 3 items or more.")
    totals = table.sum(axis=1).astype(np.intp)
    people = np.bincount(totals, minlength=answers.items + 1)[1:-1].astype(np.float64)
    right = curves(calibration.parameters, calibration.quadrature.points).right
    weights = calibration.quadrature.weights
    whole = (score_chances(right) @ weights)[1:-1]
    fits = []
    for item, chance in enumerate(right):
        others = score_chances(np.delete(right, item, axis=0))
        expected = (others[:-1] @ (weights * chance)) / whole
        observed = np.bincount(totals, table[:, item], answers.items + 1)[1:-1]
        parameters = 1 if calibration.slopes.place[item] == FIXED or calibration.slopes.count == 1 else 2
        fits.append(score_fit(people, observed, people * expected, parameters))
    return fits


def score_fit(people: Floats, observed: Floats, expected: Floats, parameters: int) -> Fit:
    """Return the fit of observed and expected right answers in groups of totals."""
    groups = joined(people, expected)
    count, seen, due = (np.bincount(groups, values) for values in (people, observed, expected))
    statistic = ((seen - due) ** 2 * count / (due * (count - due))).sum()
    return Fit(float(statistic), len(count) - parameters)


def joined(people: Floats, expected: Floats) -> Indexes:
    """Return a group number for each total, rising, so that each group expects enough right and enough wrong answers.

    A rest at the top that expects too few joins the group below it.
    """
    groups = np.zeros(len(people), dtype=np.intp)
    group, right, wrong = 0, 0.0, 0.0
    for place, (count, due) in enumerate(zip(people, expected, strict=True)):
        groups[place] = group
        right, wrong = right + due, wrong + count - due
        if right >= FEWEST_EXPECTED and wrong >= FEWEST_EXPECTED:
            group, right, wrong = group + 1, 0.0, 0.0
    return np.minimum(groups, max(group - 1, 0))
