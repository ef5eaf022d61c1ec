"""Calibration finds the parameters that the literature and other programs found, and those behind simulated answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.calibration_errors import WrongParameters
from jobfutures.psychometrics.parameters import chances
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.quadrature import Quadrature, expected_abilities, points_needed
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.lsat import LSAT6, LSAT7, ONE_PARAMETER, TWO_PARAMETERS, answers_of
from jobfutures.psychometrics.tests.simulated import calibration_set, drawn_parameters, rmse, sparse_set

WITHIN = 1e-4
ABILITIES = {
    LSAT6: ([-1.89677, -0.34835, 0.64562], [0.80128, 0.82230, 0.85901]),
    LSAT7: ([-1.86978, -0.30340, 0.72718], [0.69270, 0.70041, 0.80093]),
}
SECTIONS = pytest.mark.parametrize("section", [LSAT6, LSAT7], ids=["LSAT6", "LSAT7"])


def test_the_right_answers_of_the_law_school_test_are_the_published_ones():
    np.testing.assert_array_equal(answers_of(LSAT6).rights, [924, 709, 553, 763, 870])
    np.testing.assert_array_equal(answers_of(LSAT7).rights, [828, 658, 772, 606, 843])


@SECTIONS
def test_two_parameters_are_those_of_mirt_to_four_decimals(section):
    slope, difficulty, log_likelihood = TWO_PARAMETERS[section]

    found = calibrate(answers_of(section), Slopes.free(5))

    np.testing.assert_allclose(found.slope, slope, rtol=0, atol=WITHIN)
    np.testing.assert_allclose(found.difficulty, difficulty, rtol=0, atol=WITHIN)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=WITHIN)
    assert found.free_parameters == 10


@SECTIONS
def test_one_parameter_is_that_of_mirt_to_four_decimals(section):
    slope, difficulty, log_likelihood = ONE_PARAMETER[section]

    found = calibrate(answers_of(section), Slopes.equal(5))

    np.testing.assert_allclose(found.slope, slope, rtol=0, atol=WITHIN)
    np.testing.assert_allclose(found.difficulty, difficulty, rtol=0, atol=WITHIN)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=WITHIN)
    assert found.free_parameters == 6


def test_mirts_own_test_values_of_lsat7_hold():
    found = calibrate(answers_of(LSAT7), Slopes.free(5))

    np.testing.assert_allclose(found.slope, [0.988, 1.081, 1.706, 0.7651, 0.7358], atol=2e-3)
    np.testing.assert_allclose(-found.slope * found.difficulty, [1.8561, 0.808, 1.8043, 0.486, 1.8545], atol=2e-3)


def test_the_rasch_variance_of_lsat6_is_the_published_one():
    _difficulty, variance = calibrate(answers_of(LSAT6), Slopes.equal(5)).on_rasch_scale()

    assert variance == pytest.approx(0.570, abs=5e-4)


def test_items_of_different_slope_have_no_rasch_scale():
    with pytest.raises(WrongParameters):
        calibrate(answers_of(LSAT6), Slopes.free(5)).on_rasch_scale()


@SECTIONS
def test_expected_abilities_are_those_of_mirt(section):
    calibration = calibrate(answers_of(section), Slopes.free(5))
    patterns = Answers.from_table([[0, 0, 0, 0, 0], [1, 0, 1, 0, 1], [1, 1, 1, 1, 1]])

    ability, deviation = expected_abilities(patterns, calibration.parameters, calibration.quadrature)

    np.testing.assert_allclose(ability, ABILITIES[section][0], rtol=0, atol=WITHIN)
    np.testing.assert_allclose(deviation, ABILITIES[section][1], rtol=0, atol=WITHIN)


def test_2000_people_and_60_items_are_recovered_as_well_as_by_mirt():
    truth, table = calibration_set(2000, 60)

    found = calibrate(Answers.from_table(table), Slopes.free(60))

    assert rmse(found.slope, truth.slope) <= 0.0955 * 1.01
    assert rmse(found.difficulty, truth.difficulty) <= 0.0713 * 1.01
    assert found.log_likelihood == pytest.approx(-63893.46, abs=0.05)


@pytest.mark.slow
def test_10000_people_and_200_items_are_recovered_as_well_as_by_mirt():
    truth, table = calibration_set(10_000, 200)

    found = calibrate(Answers.from_table(table), Slopes.free(200))

    assert rmse(found.slope, truth.slope) <= 0.0344 * 1.01
    assert rmse(found.difficulty, truth.difficulty) <= 0.0332 * 1.01
    assert found.log_likelihood == pytest.approx(-1041441.4, abs=0.05)


@pytest.mark.slow
def test_25_of_500_items_a_person_are_recovered_as_well_as_by_mirt():
    truth, answers = sparse_set(10_000, 500, each=25)

    found = calibrate(answers, Slopes.free(500))

    assert rmse(found.slope, truth.slope) <= 0.19 * 1.05
    assert rmse(found.difficulty, truth.difficulty) <= 0.232 * 1.05


def test_gaps_and_a_list_give_what_the_same_table_gives():
    _truth, table = calibration_set(500, 8)
    holes = np.where(np.random.default_rng(5).random(table.shape) < 0.3, np.nan, table)
    sparse = Answers.from_table(holes)
    shuffled = np.random.default_rng(6).permutation(len(sparse.person))
    listed = Answers(sparse.person[shuffled], sparse.item[shuffled], sparse.right[shuffled], 500, 8)

    one, other = calibrate(sparse, Slopes.free(8)), calibrate(listed, Slopes.free(8))

    np.testing.assert_allclose(one.slope, other.slope, atol=1e-9)


@settings(max_examples=15, deadline=None)
@given(people=st.permutations(range(60)), items=st.permutations(range(5)), seed=st.integers(0, 1000))
def test_the_order_of_people_and_items_changes_nothing(people, items, seed):
    _truth, table = calibration_set(60, 5, seed)
    priors = Priors.normal(np.zeros(5), 1.0)

    straight = calibrate(Answers.from_table(table), Slopes.free(5), priors=priors, tolerance=1e-8)
    turned = calibrate(Answers.from_table(table[people][:, items]), Slopes.free(5), priors=priors, tolerance=1e-8)

    np.testing.assert_allclose(turned.slope, straight.slope[items], atol=1e-5)
    np.testing.assert_allclose(turned.difficulty, straight.difficulty[items], atol=1e-5)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_swapping_right_and_wrong_mirrors_the_difficulties(seed):
    _truth, table = calibration_set(60, 5, seed)
    priors = Priors.normal(np.zeros(5), 1.0)

    straight = calibrate(Answers.from_table(table), Slopes.free(5), priors=priors, tolerance=1e-8)
    # With abilities mirrored too, a wrong answer is what a right one was.
    mirrored = calibrate(Answers.from_table(1 - table), Slopes.free(5), priors=priors, tolerance=1e-8)

    np.testing.assert_allclose(mirrored.slope, straight.slope, atol=1e-5)
    np.testing.assert_allclose(mirrored.difficulty, -straight.difficulty, atol=1e-5)


def test_a_strong_prior_wins_over_few_answers_and_a_weak_one_loses_to_many():
    _truth, few = calibration_set(5, 10)
    truth, many = calibration_set(4000, 10)

    held = calibrate(Answers.from_table(few), Slopes.free(10), priors=Priors.normal(np.full(10, 1.5), 0.01, 0.01))
    free = calibrate(Answers.from_table(many), Slopes.free(10), priors=Priors.normal(np.full(10, 1.5), 100.0, None))

    np.testing.assert_allclose(held.difficulty, 1.5, atol=0.01)
    np.testing.assert_allclose(held.slope, 1, atol=0.01)
    assert rmse(free.difficulty, truth.difficulty) < 0.1


def test_slopes_can_be_freed_item_by_item():
    _truth, table = calibration_set(500, 6)
    mask = np.array([True, False, True, False, False, True])

    found = calibrate(Answers.from_table(table), Slopes.free_where(mask))

    np.testing.assert_array_equal(found.slope == 1, ~mask)
    assert found.free_parameters == 9


def test_slopes_of_one_keep_the_scale_of_the_population():
    found = calibrate(answers_of(LSAT6), Slopes.one(5))

    np.testing.assert_array_equal(found.slope, 1)
    assert found.log_likelihood < ONE_PARAMETER[LSAT6][2]


def test_a_fixed_chance_to_guess_frees_the_difficulties_from_guessing():
    chance = np.random.default_rng(9)
    truth = drawn_parameters(chance, 40, guess=0.25)
    right = chance.random((4000, 40)) < chances(truth, chance.normal(size=4000))
    answers, priors = Answers.from_table(right), Priors.normal(np.zeros(40), 1.5)

    known = calibrate(answers, Slopes.free(40), guess=0.25, priors=priors)
    ignored = calibrate(answers, Slopes.free(40), priors=priors)

    assert rmse(known.difficulty, truth.difficulty) < 0.2
    assert rmse(ignored.difficulty, truth.difficulty) > 0.5


def test_too_few_points_bias_slopes_and_more_than_enough_change_nothing():
    _truth, table = calibration_set(1500, 150)
    answers, slopes = Answers.from_table(table), Slopes.free(150)

    enough = calibrate(answers, slopes)
    coarse, fine = calibrate(answers, slopes, points=15), calibrate(answers, slopes, points=121)

    assert (coarse.slope - fine.slope).mean() < -0.15
    np.testing.assert_allclose(enough.slope, fine.slope, atol=0.01)


def test_long_tests_get_more_points_than_61():
    truth, table = calibration_set(50, 700)

    needed = points_needed(Answers.from_table(table), truth)

    spacing = np.diff(Quadrature.normal(needed).points)[0]
    assert needed > 61
    information = (chances(truth, np.zeros(1)) * (1 - chances(truth, np.zeros(1))) * truth.slope**2).sum()
    assert spacing <= 2 / np.sqrt(1 + information)
