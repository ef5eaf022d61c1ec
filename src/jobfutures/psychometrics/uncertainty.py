"""Standard errors of calibrated items, from the information that the answers really held."""

from dataclasses import dataclass

import numpy as np

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats
from jobfutures.psychometrics.calibration import Calibration
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.parameters import Curves, curves
from jobfutures.psychometrics.quadrature import posterior

PEOPLE_AT_ONCE = 500
NEGLIGIBLE = 1e-12  # of one person's posterior


@dataclass(frozen=True, eq=False)
class StandardErrors:
    """slope: per logit; 0 where the slope is fixed.  log_slope: of its natural logarithm.  difficulty: logits.

    covariance: 2 items x 2 items, of the ln slopes and then the difficulties.
    """

    slope: Floats
    log_slope: Floats
    difficulty: Floats
    covariance: Floats


def standard_errors(answers: Answers, calibration: Calibration) -> StandardErrors:
    """Return the errors of `calibration`, which was estimated from these `answers`; priors count as information.

    Raises WrongParameters if the answers speak of other items, TooFewAnswers if the information is not positive.
    Source: Louis (1982), Finding the observed information matrix when using the EM algorithm, Journal of the Royal
    Statistical Society B 44. It equals minus the second derivatives of the log-likelihood.
    """
    if answers.items != len(calibration.slope):
        raise WrongParameters("The answers speak of other items than the calibration.")
    jacobian = calibration.slopes.jacobian()
    information = jacobian.T @ observed_information(answers, calibration) @ jacobian
    priors, count = calibration.priors, calibration.slopes.count
    information[np.diag_indices_from(information)] += np.append(
        np.full(count, priors.log_slope_precision), priors.difficulty_precision
    )
    try:
        np.linalg.cholesky(information)
    except np.linalg.LinAlgError:
        raise TooFewAnswers("The answers do not determine every parameter; give priors or wait for more.") from None
    covariance = jacobian @ np.linalg.inv(information) @ jacobian.T
    errors = np.sqrt(np.diag(covariance))
    log_slope, difficulty = errors[: answers.items], errors[answers.items :]
    return StandardErrors(calibration.slope * log_slope, log_slope, difficulty, covariance)


def observed_information(answers: Answers, calibration: Calibration) -> Floats:
    """Return 2 items x 2 items for (ln slopes, difficulties), without priors, every slope taken as free."""
    found = curves(calibration.parameters, calibration.quadrature.points)
    weight, _log_likelihood = posterior(answers, found, calibration.quadrature)
    information = complete_information(answers, calibration, found, weight)
    # People of like ability share the points that matter to them, so most points can be left out of a block.
    order = np.argsort(weight @ calibration.quadrature.points)
    for begin in range(0, answers.people, PEOPLE_AT_ONCE):
        block = order[begin : begin + PEOPLE_AT_ONCE]
        outcomes = answers.outcomes[block].toarray()
        information -= missing_information(calibration.slope, found, weight[block], outcomes)
    return information


def complete_information(answers: Answers, calibration: Calibration, found: Curves, weight: Floats) -> Floats:
    """Return what the answers would tell if abilities were known: expected minus second derivatives."""
    items, slope = answers.items, calibration.slope
    counted = answers.outcomes.T @ weight
    right, wrong = counted[:items], counted[items:]
    pull = right * found.right_slope + wrong * found.wrong_slope
    bend = right * found.right_bend + wrong * found.wrong_bend
    information = np.zeros((2 * items, 2 * items))
    log_slopes, difficulties = np.arange(items), np.arange(items, 2 * items)
    information[log_slopes, log_slopes] = -(bend * found.logit**2 + pull * found.logit).sum(axis=1)
    mixed = slope * (bend * found.logit + pull).sum(axis=1)
    information[log_slopes, difficulties] = information[difficulties, log_slopes] = mixed
    information[difficulties, difficulties] = -(slope**2) * bend.sum(axis=1)
    return information


def missing_information(slope: Floats, found: Curves, weight: Floats, outcomes: Floats) -> Floats:
    """Return the sum over people of their scores' covariance under their posterior: what not knowing ability costs."""
    items = len(slope)
    right, wrong = outcomes[:, :items], outcomes[:, items:]
    lost = np.zeros((2 * items, 2 * items))
    mean = np.zeros((len(weight), 2 * items))
    for point in np.flatnonzero(weight.max(axis=0) > NEGLIGIBLE):
        residual = right * found.right_slope[:, point] + wrong * found.wrong_slope[:, point]
        share = weight[:, point, None]
        product = residual.T @ (share * residual)
        factors = (found.logit[:, point], -slope)
        for row, by_row in enumerate(factors):
            mean[:, row * items : (row + 1) * items] += share * residual * by_row
            for column, by_column in enumerate(factors):
                place = np.s_[row * items : (row + 1) * items, column * items : (column + 1) * items]
                lost[place] += by_row[:, None] * product * by_column
    return lost - mean.T @ mean
