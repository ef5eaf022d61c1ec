"""Mantel-Haenszel gives R's figures on published tables, and finds the items that favour a group."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongParameters
from jobfutures.psychometrics.chi_square import upper_tail
from jobfutures.psychometrics.dif import DifClass, MantelHaenszel, mantel_haenszel
from jobfutures.psychometrics.dif_screening import screen
from jobfutures.psychometrics.parameters import Parameters, chances
from jobfutures.psychometrics.tests.published import ADMISSIONS, RABBITS
from jobfutures.psychometrics.tests.simulated import drawn_parameters

TABLES = st.lists(st.tuples(*[st.integers(1, 50)] * 4), min_size=1, max_size=6).map(
    lambda rows: np.array(rows).reshape(-1, 2, 2)
)


def test_admissions_give_the_figures_of_r():
    found = mantel_haenszel(ADMISSIONS)

    assert found.odds_ratio == pytest.approx(0.9046968, abs=1e-7)
    assert found.chi_square == pytest.approx(1.4269, abs=5e-5)
    assert found.probability == pytest.approx(0.2323, abs=5e-5)
    low, high = (found.odds_ratio * np.exp(side * 1.959964 * found.log_odds_error) for side in (-1, 1))
    assert (low, high) == pytest.approx((0.7719074, 1.0603298), abs=1e-6)
    assert found.dif_class == DifClass.A


def test_rabbits_give_the_figures_of_r():
    found = mantel_haenszel(RABBITS)

    assert found.odds_ratio == pytest.approx(7, abs=1e-9)
    assert found.chi_square == pytest.approx(3.9286, abs=5e-5)
    assert found.probability == pytest.approx(0.04747, abs=5e-6)
    assert found.delta == pytest.approx(-2.35 * np.log(7))


@given(tables=TABLES)
def test_swapping_the_groups_or_the_answers_turns_the_odds_over(tables):
    straight = mantel_haenszel(tables)

    for turned in (mantel_haenszel(tables[:, ::-1]), mantel_haenszel(tables[:, :, ::-1])):
        assert turned.odds_ratio == pytest.approx(1 / straight.odds_ratio)
        assert turned.chi_square == pytest.approx(straight.chi_square)
        assert turned.log_odds_error == pytest.approx(straight.log_odds_error)
        assert turned.dif_class == straight.dif_class


@given(tables=TABLES, seed=st.integers(0, 100))
def test_the_order_of_strata_changes_nothing(tables, seed):
    shuffled = np.random.default_rng(seed).permutation(tables)

    assert mantel_haenszel(shuffled).chi_square == pytest.approx(mantel_haenszel(tables).chi_square)


@pytest.mark.parametrize(
    ("delta", "error", "chi_square", "expected"),
    [(0.9, 0.1, 50, DifClass.A), (1.2, 0.7, 3.8, DifClass.A), (1.2, 0.3, 16, DifClass.B), (2.0, 0.9, 5, DifClass.B),
     (2.0, 0.5, 16, DifClass.C), (-2.0, 0.5, 16, DifClass.C)],
)  # fmt: skip
def test_classes_follow_size_and_certainty(delta, error, chi_square, expected):
    found = MantelHaenszel(float(np.exp(delta / -2.35)), chi_square, error / 2.35)

    assert found.dif_class == expected
    assert found.probability == upper_tail(chi_square, 1)


def test_strata_that_compare_nobody_are_refused():
    with pytest.raises(TooFewAnswers):
        mantel_haenszel(np.array([[[5, 5], [0, 0]], [[0, 0], [3, 4]]]))
    with pytest.raises(WrongParameters):
        mantel_haenszel(np.array([[1, 2], [3, 4]]))


def groups(people: int, harder_by: float, seed: int) -> tuple[Answers, Parameters, np.ndarray]:
    """Return answers where item 0 is harder for the focal half, whose ability is half a logit lower on average."""
    chance = np.random.default_rng(seed)
    parameters = drawn_parameters(chance, 30)
    is_focal = np.arange(people) % 2 == 1
    right = chances(parameters, chance.normal(-0.5 * is_focal, 1.0))
    ability_of_focal = np.log(right[:, 0] / (1 - right[:, 0])) - harder_by * is_focal
    right[:, 0] = 1 / (1 + np.exp(-ability_of_focal))
    return Answers.from_table(chance.random(right.shape) < right), parameters, is_focal


def test_an_item_that_is_harder_for_a_group_is_found_and_lower_ability_alone_is_not():
    answers, parameters, is_focal = groups(4000, harder_by=1.0, seed=21)

    results = screen(answers, parameters, is_focal)

    assert results[0].dif_class == DifClass.C
    assert results[0].delta == pytest.approx(-2.35, abs=0.5)
    assert all(result.dif_class == DifClass.A for result in results[1:])


def test_naming_the_groups_the_other_way_only_turns_the_sign():
    answers, parameters, is_focal = groups(1000, harder_by=1.0, seed=22)

    results, turned = screen(answers, parameters, is_focal), screen(answers, parameters, ~is_focal)

    np.testing.assert_allclose([one.delta for one in results], [-other.delta for other in turned])


def test_under_200_in_a_group_nothing_is_said():
    answers, parameters, _is_focal = groups(1000, harder_by=1.0, seed=23)

    assert screen(answers, parameters, np.arange(1000) < 199) == [None] * 30


def test_flags_and_parameters_must_match_the_answers():
    answers, parameters, is_focal = groups(20, harder_by=0.0, seed=24)
    with pytest.raises(WrongParameters):
        screen(answers, parameters, is_focal[:-1])
    with pytest.raises(WrongParameters):
        screen(answers, Parameters.of([1.0], [0.0]), is_focal)
