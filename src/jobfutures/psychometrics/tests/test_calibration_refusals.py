"""Calibration refuses what it cannot estimate, and says what would mend it."""

import numpy as np
import pytest

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.lsat import LSAT6, answers_of


@pytest.mark.parametrize("column", [0, 1])
def test_an_item_that_all_or_none_answer_right_needs_a_prior(column):
    table = np.column_stack([np.full(40, column), np.arange(40) % 2, np.arange(40) % 3 == 0])

    with pytest.raises(TooFewAnswers):
        calibrate(Answers.from_table(table), Slopes.one(3))
    found = calibrate(Answers.from_table(table), Slopes.one(3), priors=Priors.normal(np.zeros(3), 0.75))
    assert np.isfinite(found.difficulty).all()


@pytest.mark.parametrize(
    "wrong",
    [{"guess": 1.0}, {"guess": -0.1}, {"guess": np.nan}, {"guess": [0.1, 0.2]}, {"tolerance": 0}, {"points": 2},
     {"priors": Priors.none(4)}],
)  # fmt: skip
def test_nonsense_is_refused(wrong):
    with pytest.raises(WrongParameters):
        calibrate(answers_of(LSAT6), Slopes.free(5), **wrong)


def test_slopes_of_another_bank_are_refused():
    with pytest.raises(WrongParameters):
        calibrate(answers_of(LSAT6), Slopes.free(6))


@pytest.mark.parametrize("deviation", [0.0, -1.0, np.inf, np.nan])
def test_a_prior_needs_a_deviation_above_0(deviation):
    with pytest.raises(WrongParameters):
        Priors.normal(np.zeros(3), deviation)
