"""An item that became easier is noticed, and a sound one is left alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.drift import (
    ALLOWANCE,
    LAST_ANSWERS,
    Drift,
    DriftVerdict,
    KnownItem,
    reestimated,
    sum_limit,
    surprise_sums,
)

ITEM = KnownItem(slope=1.2, difficulty=0.5, guess=0.0, error=0.15)
KEPT = Drift(difficulty=0.5, error=0.15, change=0.0, z=0.0)


def answered(people: int, difficulty: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    ability = chance.normal(0.5, 0.7, people)
    return chance.random(people) < 1 / (1 + np.exp(-ITEM.slope * (ability - difficulty))), ability


def test_sound_items_stray_as_far_as_their_errors_say():
    known = KnownItem(1.2, 0.5, 0.0, error=1e-6)

    z = [reestimated(known, *answered(200, 0.5, seed), np.zeros(200)).z for seed in range(300)]

    assert np.mean(z) == pytest.approx(0, abs=0.2)
    assert np.std(z) == pytest.approx(1, abs=0.12)


def test_an_item_that_became_a_logit_easier_goes_to_pilot():
    drift = reestimated(ITEM, *answered(200, -0.5, seed=1), np.full(200, 0.3))

    assert drift.change < -0.5
    assert drift.z < -3
    assert drift.verdict(sum_alarmed=False, leaked=False) == DriftVerdict.PILOT


def test_only_the_last_answers_count():
    right, ability = answered(400, 0.5, seed=2)
    changed = right.copy()
    changed[:-LAST_ANSWERS] = False

    assert reestimated(ITEM, changed, ability, np.zeros(400)) == reestimated(ITEM, right, ability, np.zeros(400))


def test_an_item_that_everybody_solves_has_a_finite_and_far_difficulty():
    drift = reestimated(ITEM, np.ones(200, dtype=np.bool_), np.zeros(200), np.full(200, 0.3))

    assert -10 < drift.difficulty < -3


@pytest.mark.parametrize(
    ("change", "z", "sum_alarmed", "leaked", "verdict"),
    [(0.2, 1.0, False, False, "KEEP"), (0.6, 2.9, False, False, "KEEP"), (0.4, 3.1, False, False, "PILOT"),
     (-0.4, -3.1, False, False, "PILOT"), (-0.6, -2.0, False, False, "PILOT"), (0.0, 0.0, True, False, "PILOT"),
     (0.0, 0.0, False, True, "RETIRE")],
)  # fmt: skip
def test_the_verdict_follows_the_rules(change, z, sum_alarmed, leaked, verdict):
    assert Drift(0.5 + change, 0.1, change, z).verdict(sum_alarmed=sum_alarmed, leaked=leaked) == verdict


@given(seed=st.integers(0, 1000))
def test_sums_are_those_of_adding_one_answer_after_another(seed):
    right, ability = answered(50, 0.5, seed)
    chance = 1 / (1 + np.exp(-ability))
    easier, harder = surprise_sums(right, chance)

    up = down = 0.0
    for place, (answer, expected) in enumerate(zip(right, chance, strict=True)):
        surprise = (answer - expected) / np.sqrt(expected * (1 - expected))
        up, down = max(0.0, up + surprise - ALLOWANCE), max(0.0, down - surprise - ALLOWANCE)
        assert easier[place] == pytest.approx(up, abs=1e-9)
        assert harder[place] == pytest.approx(down, abs=1e-9)


def test_a_leak_in_the_middle_passes_the_limit_soon_and_a_sound_item_seldom():
    limit = sum_limit()
    sound, leaked = [], []
    for seed in range(50):
        right, ability = answered(400, 0.5, seed)
        chance = 1 / (1 + np.exp(-ITEM.slope * (ability - 0.5)))
        sound.append(surprise_sums(right, chance)[0].max() > limit)
        right[200:] |= np.random.default_rng(seed).random(200) < 0.7
        leaked.append(surprise_sums(right, chance)[0][:300].max() > limit)

    assert np.mean(sound) <= 0.1
    assert np.mean(leaked) >= 0.95


def test_the_limit_is_passed_as_often_as_asked():
    limit = sum_limit(between_alarms=500)
    chance = np.random.default_rng(8)
    runs = []
    for _ in range(300):
        sums, _harder = surprise_sums(chance.random(8000) < 0.5, np.full(8000, 0.5))
        runs.append(np.append(np.flatnonzero(sums > limit), 8000)[0])

    assert np.mean(runs) == pytest.approx(500, rel=0.3)


def test_nonsense_is_refused():
    one = np.array([True])
    with pytest.raises(TooFewAnswers):
        reestimated(ITEM, one[:0], [], [])
    for wrong in ((one, [0.0, 1.0], [0.1]), (one, [0.0], [-0.1]), (one, [np.nan], [0.1])):
        with pytest.raises(WrongParameters):
            reestimated(ITEM, *wrong)
    with pytest.raises(WrongParameters):
        reestimated(KnownItem(1.0, 0.0, 0.0, error=0.0), one, [0.0], [0.1])
    with pytest.raises(WrongParameters):
        surprise_sums(one, [1.0])
    with pytest.raises(WrongParameters):
        sum_limit(allowance=0)
