"""Standard errors are those of the curvature of the log-likelihood, and say how far estimates really stray."""

import numpy as np
import pytest

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.arrays import Floats
from jobfutures.psychometrics.calibration import Calibration, calibrate
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.quadrature import posterior
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.lsat import LSAT6, answers_of
from jobfutures.psychometrics.tests.simulated import calibration_set, sparse_set
from jobfutures.psychometrics.uncertainty import observed_information, standard_errors


def log_likelihood(answers: Answers, calibration: Calibration, state: Floats) -> float:
    items = answers.items
    parameters = Parameters(np.exp(state[:items]), state[items:], calibration.guess)
    return posterior(answers, curves(parameters, calibration.quadrature.points), calibration.quadrature)[1]


def curvature(answers: Answers, calibration: Calibration, step: float = 1e-3) -> Floats:
    """Return minus the second differences of the log-likelihood, by brute force."""
    centre = np.concatenate([np.log(calibration.slope), calibration.difficulty])
    moves = np.eye(len(centre)) * step
    corners = [(1, 1, -1), (1, -1, 1), (-1, 1, 1), (-1, -1, -1)]
    return np.array([
        [sum(sign * log_likelihood(answers, calibration, centre + up * one + right * other)
             for up, right, sign in corners) for other in moves]
        for one in moves
    ]) / (4 * step**2)  # fmt: skip


def test_errors_of_lsat6_are_those_of_mirt():
    answers = answers_of(LSAT6)

    errors = standard_errors(answers, calibrate(answers, Slopes.free(5)))

    np.testing.assert_allclose(errors.slope, [0.2581, 0.1867, 0.2328, 0.1851, 0.2099], rtol=0, atol=1e-4)


@pytest.mark.parametrize("guess", [0.0, 0.25])
def test_the_information_is_minus_the_second_derivative(guess):
    _truth, answers = sparse_set(400, 6, each=4)
    calibration = calibrate(answers, Slopes.free(6), guess=guess, priors=Priors.normal(np.zeros(6), 1.0))

    information = observed_information(answers, calibration)

    np.testing.assert_allclose(information, curvature(answers, calibration), rtol=1e-3, atol=1e-3)


def test_estimates_stray_as_far_as_their_errors_say():
    truth, table = calibration_set(2000, 60)
    answers = Answers.from_table(table)
    calibration = calibrate(answers, Slopes.free(60))

    errors = standard_errors(answers, calibration)

    assert np.std((calibration.slope - truth.slope) / errors.slope) == pytest.approx(1, abs=0.2)
    assert np.std((calibration.difficulty - truth.difficulty) / errors.difficulty) == pytest.approx(1, abs=0.2)


def test_equal_slopes_share_one_error_and_fixed_ones_have_none():
    answers = answers_of(LSAT6)

    equal = standard_errors(answers, calibrate(answers, Slopes.equal(5)))
    fixed = standard_errors(answers, calibrate(answers, Slopes.one(5)))

    np.testing.assert_allclose(equal.slope, equal.slope[0])
    np.testing.assert_array_equal(fixed.slope, 0)
    assert (fixed.difficulty < equal.difficulty).all()


def test_a_prior_makes_errors_smaller_and_is_all_there_is_without_answers():
    _truth, table = calibration_set(300, 5)
    answers = Answers.from_table(np.column_stack([table.astype(float), np.full(300, np.nan)]))

    errors = standard_errors(answers, calibrate(answers, Slopes.one(6), priors=Priors.normal(np.zeros(6), 0.75)))

    assert errors.difficulty[5] == pytest.approx(0.75)
    assert (errors.difficulty[:5] < 0.2).all()


def test_answers_to_other_items_are_refused():
    answers = answers_of(LSAT6)
    with pytest.raises(WrongParameters):
        standard_errors(Answers.from_table([[1, 0]]), calibrate(answers, Slopes.one(5)))


def test_parameters_that_the_answers_do_not_determine_are_refused():
    answers = answers_of(LSAT6)
    one_person = Answers.from_table([[1, 1, 1, 1, 1]])
    with pytest.raises(TooFewAnswers):
        standard_errors(one_person, calibrate(answers, Slopes.free(5)))
