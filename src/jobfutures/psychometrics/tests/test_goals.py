"""The numbers that the measurement engine promises of new banks and of questions that can be guessed."""

import numpy as np
import pytest

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.parameters import chances
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.cold_start import milestones, tag_means
from jobfutures.psychometrics.tests.simulated import Rules, bank, people, rmse, sit, uniforms

GUESS = 0.2
GUESSING_SEED = 20250300


def test_simulated_authors_are_as_wrong_as_the_protocol_found_them():
    truth = bank(300)

    assert rmse(tag_means(truth), truth.difficulty) == pytest.approx(0.678, abs=0.02)


@pytest.mark.slow
def test_a_new_bank_learns_its_difficulties_and_starves_no_item():
    early, late = milestones(at=(300, 2000))

    assert early.difficulty_rmse <= 0.48
    assert late.difficulty_rmse <= 0.26
    assert late.fewest >= 50


@pytest.mark.slow
def test_bands_of_weak_people_hold_where_answers_can_be_guessed():
    truth, ability = bank(300, GUESS), people(1000)
    chance = np.random.default_rng(GUESSING_SEED)
    right = chance.random((4000, 300)) < chances(truth, chance.normal(size=4000))
    priors = Priors.normal(np.zeros(300), 1.0)
    found = calibrate(Answers.from_table(right), Slopes.free(300), guess=GUESS, priors=priors)

    sitting = sit(found.parameters, uniforms(1000, 300) < chances(truth, ability), Rules(5, 60, 0.32))

    weak = ability < -1
    is_covered = np.abs(sitting.ability - ability) <= 1.6449 * sitting.error
    assert is_covered[weak].mean() >= 0.85
