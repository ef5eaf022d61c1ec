"""Linking recovers the scale that items were moved by."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.linking import Link, mean_sigma, stocking_lord
from jobfutures.psychometrics.parameters import Parameters, chances
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.simulated import drawn_parameters

MULTIPLIERS, SHIFTS = st.floats(0.5, 2), st.floats(-2, 2)


@settings(max_examples=30, deadline=None)
@given(multiplier=MULTIPLIERS, shift=SHIFTS, seed=st.integers(0, 1000), guess=st.sampled_from([0.0, 0.25]))
def test_a_known_change_of_scale_is_recovered(multiplier, shift, seed, guess):
    old = drawn_parameters(np.random.default_rng(seed), 12, guess)
    new = Parameters(old.slope * multiplier, (old.difficulty - shift) / multiplier, old.guess)

    for link in (mean_sigma(old.difficulty, new.difficulty), stocking_lord(old, new)):
        assert link.multiplier == pytest.approx(multiplier, abs=1e-6)
        assert link.shift == pytest.approx(shift, abs=1e-6)
        np.testing.assert_allclose(link.moved(new).slope, old.slope, atol=1e-5)
        np.testing.assert_allclose(link.moved(new).difficulty, old.difficulty, atol=1e-5)


@settings(max_examples=20, deadline=None)
@given(order=st.permutations(range(8)), seed=st.integers(0, 1000))
def test_the_order_of_anchors_changes_nothing(order, seed):
    chance = np.random.default_rng(seed)
    old = drawn_parameters(chance, 8)
    new = Parameters(
        old.slope * np.exp(chance.normal(0, 0.1, 8)), old.difficulty + chance.normal(0.3, 0.1, 8), old.guess
    )

    straight = stocking_lord(old, new)
    turned = stocking_lord(
        Parameters(old.slope[order], old.difficulty[order], old.guess),
        Parameters(new.slope[order], new.difficulty[order], new.guess),
    )

    assert turned.multiplier == pytest.approx(straight.multiplier, abs=1e-6)
    assert turned.shift == pytest.approx(straight.shift, abs=1e-6)


def test_stocking_lord_minds_easy_errors_less_than_mean_sigma():
    old = drawn_parameters(np.random.default_rng(4), 12)
    difficulty = old.difficulty.copy()
    difficulty[0] = -6.0  # an item nearly everybody solves, badly estimated
    base = Parameters(old.slope, np.append(-4.0, old.difficulty[1:]), old.guess)
    new = Parameters(old.slope, difficulty, old.guess)

    link, rough = stocking_lord(base, new), mean_sigma(base.difficulty, new.difficulty)

    assert abs(np.log(link.multiplier)) < abs(np.log(rough.multiplier)) / 3
    assert abs(link.shift) < abs(rough.shift)


def test_a_stronger_generation_is_found_stronger():
    chance = np.random.default_rng(11)
    truth = drawn_parameters(chance, 30)
    first = chance.random((3000, 30)) < chances(truth, chance.normal(0, 1, 3000))
    second = chance.random((3000, 30)) < chances(truth, chance.normal(0.5, 1.2, 3000))
    old, new = (calibrate(Answers.from_table(table), Slopes.free(30)) for table in (first, second))

    link = stocking_lord(old.parameters, new.parameters)

    assert link.shift == pytest.approx(0.5, abs=0.08)
    assert link.multiplier == pytest.approx(1.2, abs=0.08)


def test_too_few_or_equal_anchors_are_refused():
    for old, new in (([1.0], [2.0]), ([1.0, 1.0], [0.0, 1.0])):
        with pytest.raises(TooFewAnswers):
            mean_sigma(old, new)
    with pytest.raises(WrongParameters):
        mean_sigma([1.0, 2.0], [1.0])


def test_a_link_moves_abilities_as_difficulties():
    np.testing.assert_allclose(Link(2.0, 1.0).difficulty([0.0, 1.0]), [1.0, 3.0])
    np.testing.assert_allclose(Link(2.0, 1.0).slope([1.0]), [0.5])
