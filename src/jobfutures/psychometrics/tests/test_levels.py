from datetime import date
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.ability import Estimate, Posterior, Prior, weights_of
from jobfutures.psychometrics.errors import BadRule
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.levels import Levels, Mark, Verdict, area_marks, sentences, verdict_of

LEVELS = Levels()
POINTS = np.linspace(-5, 5, 201)


def told(verdict, questions=11, tasks=1):
    return sentences(verdict, LEVELS, taken_on=date(2026, 11, 29), questions=questions, tasks=tasks)


def test_a_sure_level_is_one_word_with_its_chance():
    assert told(Verdict(1, 0.84, 0, 0.14, Estimate(0.5, 0.4 / 1.6449))) == (
        "Most likely MIDDLE (84 in 100); between junior and middle: 14. 90% band: 0.1 to 0.9. "
        "Taken on 29 November 2026, 11 questions and 1 task."
    )


def test_under_80_in_100_two_levels_are_named_and_never_one():
    verdict = Verdict(1, 0.79, 2, 0.2, Estimate(0.0, 0.3))

    assert not verdict.is_sure
    assert told(verdict, questions=1, tasks=0) == (
        "Between middle and senior (99 in 100). 90% band: -0.5 to 0.5. Taken on 29 November 2026, 1 question."
    )


def test_nothing_is_told_as_certain_and_no_zero_is_negative():
    text = told(Verdict(2, 0.9999, 1, 0.0001, Estimate(0.46, 0.3)))

    assert "SENIOR (99 in 100); between middle and senior: 1. 90% band: 0.0 to 1.0." in text


@given(st.floats(-2, 2), st.floats(0.15, 1.0))
def test_the_chances_of_the_levels_are_the_posterior_between_the_cuts(mean, sd):
    chances = LEVELS.probabilities(POINTS, weights_of(-0.5 * ((POINTS - mean) / sd) ** 2))
    below = [NormalDist(mean, sd).cdf(cut) for cut in LEVELS.cuts]

    np.testing.assert_allclose(chances, np.diff([0, *below, 1]), atol=0.004)


def test_a_cut_that_meets_a_point_shares_its_weight():
    weights = np.zeros(201)
    weights[90] = 1  # the point -0.5, a cut

    np.testing.assert_allclose(LEVELS.probabilities(POINTS, weights), [0.5, 0.5, 0], atol=1e-9)


def test_points_need_not_stand_at_equal_steps():
    points = np.concatenate([np.linspace(-5, 0, 101), np.linspace(0.02, 5, 250)])
    width = np.gradient(points)
    chances = LEVELS.probabilities(points, weights_of(np.log(width) - 0.5 * (points / 0.8) ** 2))

    below = [NormalDist(0, 0.8).cdf(cut) for cut in LEVELS.cuts]
    np.testing.assert_allclose(chances, np.diff([0, *below, 1]), atol=0.004)


def test_a_verdict_names_the_likelier_neighbour():
    prior = Prior.normal()
    verdict = verdict_of(Posterior(prior, -0.5 * ((prior.points - 0.3) / 0.4) ** 2), LEVELS)

    assert (verdict.best, verdict.next) == (1, 2)
    assert verdict.estimate.ability == pytest.approx(0.3)


def test_an_ability_at_a_cut_belongs_to_the_level_above():
    assert LEVELS.of(np.array([-0.51, -0.5, 0.74, 0.75])).tolist() == [0, 1, 1, 2]


@pytest.mark.parametrize(
    ("names", "cuts"), [(("one",), ()), (("one", "two"), (0.0, 1.0)), (("one", "two", "three"), (1.0, 1.0))]
)
def test_levels_that_do_not_fit_their_cuts_are_refused(names, cuts):
    with pytest.raises(BadRule):
        Levels(names, cuts)


def test_a_cut_off_the_scale_is_refused():
    with pytest.raises(BadRule, match="inside the points"):
        Levels(("low", "high"), (9.0,)).probabilities(POINTS, np.full(201, 1 / 201))


def test_areas_are_marked_from_four_items_against_the_persons_own_ability():
    bank = Bank.of(np.full(14, 1.5), np.zeros(14), area=[0] * 4 + [1] * 4 + [2] * 4 + [3] * 2)
    answers = [(item, int(item < 4 or item in (8, 9))) for item in range(14)]

    assert area_marks(bank, answers, Estimate(0.0, 0.3)) == {0: Mark.STRONG, 1: Mark.WEAK, 2: Mark.MIXED}


def test_without_answers_no_area_is_marked():
    assert area_marks(Bank.of([1.0], [0.0]), [], Estimate(0.0, 1.0)) == {}


def test_honest_people_are_marked_by_chance_in_one_area_of_ten_at_most():
    rng = np.random.default_rng(20250106)
    bank = Bank.of(np.full(20, 1.2), rng.normal(0, 1, 20), area=np.arange(20) % 4)
    marks = []
    for ability in rng.normal(0, 1, 400):
        right = rng.random(20) < 1 / (1 + np.exp(-1.2 * (ability - bank.difficulty)))
        answers = list(enumerate(right.astype(int).tolist()))
        found = Posterior.before(Prior.normal()).after_all(bank, answers).estimate()
        marks += area_marks(bank, answers, found).values()

    assert len(marks) == 1600
    assert marks.count(Mark.STRONG) / 1600 <= 0.10
    assert marks.count(Mark.WEAK) / 1600 <= 0.10
