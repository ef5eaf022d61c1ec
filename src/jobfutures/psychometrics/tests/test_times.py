"""Times of items and speeds of people are recovered, rapid guesses are told apart, and leaks are noticed."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongAnswers, WrongParameters
from jobfutures.psychometrics.times import estimate_times, looks_leaked, rapid_guesses

PEOPLE, ITEMS, EACH = 2000, 40, 12
CHANCE = np.random.default_rng(31)
INTENSITY = CHANCE.normal(4.0, 0.5, ITEMS)
CONSISTENCY = CHANCE.uniform(1.2, 3.0, ITEMS)
SPEED = CHANCE.normal(0, 0.3, PEOPLE)
SPEED -= SPEED.mean()
PERSON = np.repeat(np.arange(PEOPLE), EACH)
ITEM = np.argsort(CHANCE.random((PEOPLE, ITEMS)), axis=1)[:, :EACH].ravel()
SECONDS = np.exp(INTENSITY[ITEM] - SPEED[PERSON] + CHANCE.normal(size=len(ITEM)) / CONSISTENCY[ITEM])


def test_intensities_consistencies_and_speeds_are_recovered():
    model = estimate_times(PERSON, ITEM, SECONDS)

    np.testing.assert_allclose(model.time_intensity, INTENSITY, atol=0.1)
    np.testing.assert_allclose(model.consistency, CONSISTENCY, rtol=0.12)
    assert np.mean(model.consistency / CONSISTENCY) == pytest.approx(1, abs=0.02)
    assert np.corrcoef(model.speed, SPEED)[0, 1] > 0.85
    assert model.speed.mean() == pytest.approx(0, abs=1e-9)


def test_a_hint_covers_the_share_of_people_it_promises():
    model = estimate_times(PERSON, ITEM, SECONDS)

    for share in (0.5, 0.9):
        within = [(SECONDS[item == ITEM] <= model.hint_seconds(item, share)).mean() for item in range(ITEMS)]
        assert np.mean(within) == pytest.approx(share, abs=0.03)


@settings(max_examples=10, deadline=None)
@given(factor=st.floats(0.1, 10), seed=st.integers(0, 100))
def test_minutes_for_seconds_shift_intensities_only_and_order_changes_nothing(factor, seed):
    order = np.random.default_rng(seed).permutation(len(ITEM))
    straight = estimate_times(PERSON, ITEM, SECONDS)
    turned = estimate_times(PERSON[order], ITEM[order], SECONDS[order] * factor)

    np.testing.assert_allclose(turned.time_intensity, straight.time_intensity + np.log(factor), atol=1e-6)
    np.testing.assert_allclose(turned.speed, straight.speed, atol=1e-6)
    np.testing.assert_allclose(turned.consistency, straight.consistency, atol=1e-6)


def test_answers_below_a_tenth_of_the_median_are_rapid():
    item = np.array([0, 1, 0, 1, 0, 1])
    rapid = rapid_guesses(item, [100, 10, 9.9, 2, 110, 12])

    np.testing.assert_array_equal(rapid, [False, False, True, False, False, False])


def leak(quicker_by: float, share_told: float, seed: int) -> bool:
    chance = np.random.default_rng(seed)
    expected = chance.uniform(0.3, 0.8, 200)
    told = chance.random(200) < share_told
    right = (chance.random(200) < expected) | told
    return looks_leaked(right, expected, chance.normal(size=200) / 2 - quicker_by * told, consistency=2.0)


def test_quicker_and_more_often_right_together_look_leaked():
    assert np.mean([leak(0.7, 0.4, seed) for seed in range(100)]) > 0.95


def test_one_of_the_two_alone_does_not():
    assert np.mean([leak(0.0, 0.4, seed) for seed in range(100)]) < 0.1
    assert np.mean([leak(0.0, 0.0, seed) for seed in range(100)]) < 0.02


def test_nonsense_is_refused():
    two = np.array([0, 0])
    with pytest.raises(WrongParameters):
        estimate_times(two, np.array([0, 1]), [1.0, 0.0])
    with pytest.raises(WrongAnswers):
        estimate_times(two, two, [1.0, 2.0, 3.0])
    with pytest.raises(TooFewAnswers):
        estimate_times(two, np.array([0, 1]), [1.0, 2.0])
    with pytest.raises(WrongAnswers):
        rapid_guesses(two, [1.0])
    with pytest.raises(WrongParameters):
        looks_leaked(np.array([True]), [0.5], [0.0], consistency=0.0)
    with pytest.raises(WrongParameters):
        estimate_times(np.repeat([0, 1], 3), np.tile([0, 1, 2], 2), np.ones(6)).hint_seconds(0, 1.0)
