"""Another program, girth, finds the same parameters in the same answers, or less likely ones."""

import numpy as np
import pytest
from girth import INVALID_RESPONSE, twopl_mml

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.parameters import Parameters, curves
from jobfutures.psychometrics.quadrature import posterior
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.simulated import calibration_set

NEAR = 0.02  # girth stops earlier and on coarser points; a tenth of these estimates' standard errors


def test_slopes_and_difficulties_of_girth_are_near():
    _truth, table = calibration_set(1000, 12)

    found, peer = calibrate(Answers.from_table(table), Slopes.free(12)), twopl_mml(table.T.astype(int))

    np.testing.assert_allclose(found.slope, peer["Discrimination"], atol=NEAR)
    np.testing.assert_allclose(found.difficulty, peer["Difficulty"], atol=NEAR)


@pytest.mark.parametrize("share_of_gaps", [0.0, 0.4])
def test_no_parameters_of_girth_make_the_answers_likelier(share_of_gaps):
    _truth, table = calibration_set(1000, 12)
    is_gap = np.random.default_rng(2).random(table.shape) < share_of_gaps
    answers = Answers.from_table(np.where(is_gap, -1, table))

    found = calibrate(answers, Slopes.free(12))
    # girth takes each difficulty from the item's share of right answers alone, which with gaps is not the most likely.
    peer = twopl_mml(np.where(is_gap, INVALID_RESPONSE, table.astype(int)).T)

    parameters = Parameters.of(peer["Discrimination"], peer["Difficulty"])
    likelihood = posterior(answers, curves(parameters, found.quadrature.points), found.quadrature)[1]
    assert found.log_likelihood >= likelihood
    assert found.log_likelihood == pytest.approx(likelihood, abs=2)
