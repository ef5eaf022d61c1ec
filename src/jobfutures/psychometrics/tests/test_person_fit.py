"""Helpers are found at a cut that troubles 2 in 100 honest people; textbook cuts are not used."""

import numpy as np
import pytest

from jobfutures.psychometrics.arrays import Floats
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.parameters import Parameters, chances, chances_at
from jobfutures.psychometrics.person_fit import FALSE_RATE, cut, largest_drift, lz, lz_star
from jobfutures.psychometrics.tests.simulated import Rules, Sitting, bank, sit

ITEMS = 20
BANK = bank(300)
HONEST_SEED, FRESH_SEED, HELPED_SEED = 20250501, 20250502, 20250503


def sittings(ability: Floats, seed: int, *, helped: bool = False) -> Sitting:
    """Return adaptive tests of 20 items; a helper knows the answer to every item of the second half."""
    chance = np.random.default_rng(seed)
    would_answer = chance.random((len(ability), 300)) < chances(BANK, ability)
    helper = np.ones_like(would_answer) if helped else None
    return sit(BANK, would_answer, Rules(ITEMS, ITEMS), second_half=helper)


def abilities(count: int, seed: int) -> Floats:
    return np.random.default_rng(seed).normal(size=count)


def drifts(sitting: Sitting) -> Floats:
    return largest_drift(sitting.right, chances_at(BANK, sitting.item, sitting.ability[:, None]))


def stars(sitting: Sitting) -> Floats:
    return lz_star(sitting.right, sitting.item, BANK, sitting.ability, 1.0)


HONEST = sittings(abilities(5000, HONEST_SEED), HONEST_SEED)


def test_the_simulated_cut_of_twenty_items_is_the_one_of_the_protocol():
    assert cut(drifts(HONEST), low_is_odd=False) == pytest.approx(0.142, abs=0.005)


def test_the_cut_troubles_2_in_100_fresh_honest_people():
    fresh = sittings(abilities(5000, FRESH_SEED), FRESH_SEED)

    assert (drifts(fresh) > cut(drifts(HONEST), low_is_odd=False)).mean() == pytest.approx(FALSE_RATE, abs=0.007)
    assert (stars(fresh) < cut(stars(HONEST), low_is_odd=True)).mean() == pytest.approx(FALSE_RATE, abs=0.007)


def test_at_least_nine_in_ten_helped_people_below_the_middle_are_found():
    helped = sittings(-np.abs(abilities(2000, HELPED_SEED)), HELPED_SEED, helped=True)

    assert (drifts(helped) > cut(drifts(HONEST), low_is_odd=False)).mean() >= 0.90


def test_textbook_cuts_flag_almost_nobody_in_an_adaptive_test():
    chance = chances_at(BANK, HONEST.item, HONEST.ability[:, None])

    assert (lz(HONEST.right, chance) < -1.645).mean() == pytest.approx(0.007, abs=0.005)
    assert (stars(HONEST) < -1.645).mean() == pytest.approx(0.014, abs=0.005)


def test_corrected_likelihood_is_standard_normal_at_the_maximum_likelihood_ability():
    chance = np.random.default_rng(7)
    fixed = Parameters.of(np.ones(80), np.linspace(-2, 2, 80))
    true = chance.normal(0, 0.7, 1500)
    right = chance.random((1500, 80)) < chances(fixed, true)
    ability = true.copy()
    for _ in range(20):  # Newton steps to the maximum of each person's likelihood
        expected = chances(fixed, ability)
        ability += (right - expected).sum(axis=1) / (expected * (1 - expected)).sum(axis=1)

    star = lz_star(right, np.tile(np.arange(80), (1500, 1)), fixed, ability, None)

    assert star.mean() == pytest.approx(0, abs=0.1)
    assert star.std() == pytest.approx(1, abs=0.06)


def test_the_drift_of_two_answers_is_counted_by_hand():
    right = np.array([[True, True], [True, False]])
    np.testing.assert_allclose(largest_drift(right, np.full((2, 2), 0.5)), [0.5, 0.25])


def test_nonsense_is_refused():
    right = np.array([[True, False]])
    for chance in (np.array([[0.5]]), np.array([[0.5, 1.0]]), np.array([0.5, 0.5])):
        with pytest.raises(WrongParameters):
            largest_drift(right, chance)
    with pytest.raises(WrongParameters):
        lz_star(right, np.array([[0, 1]]), Parameters.of([1.0, 1.0], [0.0, 1.0]), np.zeros(2), None)
    with pytest.raises(WrongParameters):
        cut(np.zeros(5000), false_rate=0.0, low_is_odd=True)
    with pytest.raises(TooFewAnswers):
        cut(np.zeros(499), low_is_odd=True)
