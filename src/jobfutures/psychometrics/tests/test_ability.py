from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.ability import Posterior, Prior
from jobfutures.psychometrics.errors import BadAnswer, BadPrior
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.levels import Levels, verdict_of
from jobfutures.psychometrics.tests import protocol

EQUAL = {"slope": [1.0, 1.0, 1.0], "difficulty": [-1.0, 0.0, 1.0]}
RISING = {"slope": [0.8, 1.2, 1.6], "difficulty": [-1.0, 0.0, 1.0]}


@pytest.mark.parametrize(
    ("columns", "answers", "ability", "error"),
    [
        (EQUAL, "000", -0.95869, 0.81067),
        (EQUAL, "100", -0.31542, 0.79559),
        (EQUAL, "111", 0.95869, 0.81067),
        (RISING, "100", -0.39912, 0.76938),
        (RISING, "110", 0.27825, 0.73746),
        (RISING, "111", 1.14435, 0.74459),
        (RISING, "011", 0.70921, None),
        (RISING | {"guess": 0.25}, "100", -0.47710, None),
        (RISING | {"guess": 0.25}, "110", 0.07646, None),
        (RISING | {"guess": 0.25}, "111", 0.73884, 0.91398),
        (RISING | {"guess": 0.25}, "011", 0.10890, None),
    ],
)
def test_an_ability_is_what_the_same_sums_by_hand_give(columns, answers, ability, error):
    posterior = Posterior.before(protocol.STANDARD).after_all(Bank.of(**columns), enumerate(map(int, answers)))
    found = posterior.estimate()

    assert found.ability == pytest.approx(ability, abs=1e-5)
    assert error is None or found.error == pytest.approx(error, abs=1e-5)


def test_the_usual_prior_is_wider_than_the_people():
    prior = Prior.normal()
    found = Posterior.before(prior).estimate()

    assert len(prior.points) == 201
    assert (prior.points[0], prior.points[-1]) == (-5, 5)
    assert found.ability == pytest.approx(0, abs=1e-12)
    assert found.error == pytest.approx(1.25, abs=0.005)


@st.composite
def histories(draw):
    """A bank of up to eight items of every kind, known well or badly, and one answer to each."""
    count = draw(st.integers(1, 8))
    width = draw(st.integers(1, 4))
    number = st.floats(-3.5, 3.5)
    steps = np.full((count, width), np.nan)
    for row in steps:
        many = draw(st.integers(1, width))
        row[:many] = draw(st.lists(number, min_size=many, max_size=many))
    is_task = np.isfinite(steps).sum(axis=1) > 1
    guess = [0.0 if task else draw(st.sampled_from([0.0, 0.03, 0.25, 0.5])) for task in is_task]
    slope = draw(st.lists(st.floats(0.3, 3), min_size=count, max_size=count))
    bank = Bank.of(slope, steps, guess=guess, step_sd=draw(st.floats(0, 1)), log_slope_sd=draw(st.floats(0, 0.5)))
    return bank, [(item, draw(st.integers(0, int(best)))) for item, best in enumerate(bank.best_score)]


@given(histories())
def test_no_wrong_answer_ever_raises_an_ability_and_no_right_one_lowers_it(history):
    bank, answers = history
    before = Posterior.before(Prior.normal()).after_all(bank, answers[:-1])
    item = answers[-1][0]
    moved = [before.after(bank, item, score).estimate().ability for score in range(int(bank.best_score[item]) + 1)]
    ability = before.estimate().ability

    assert moved[0] <= ability + 1e-12
    assert moved[-1] >= ability - 1e-12
    assert all(worse <= better + 1e-12 for worse, better in pairwise(moved))


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(history, chance):
    bank, answers = history
    start = Posterior.before(Prior.normal())
    first = start.after_all(bank, answers).estimate()
    chance.shuffle(answers)
    second = start.after_all(bank, answers).estimate()

    assert first.ability == pytest.approx(second.ability, abs=1e-9)
    assert first.error == pytest.approx(second.error, abs=1e-9)


@given(histories())
def test_an_attempt_stored_after_each_answer_is_the_attempt_replayed(history):
    bank, answers = history
    prior, levels = Prior.normal(), Levels()
    stored = Posterior.before(prior).stored()
    for answer in answers:
        stored = Posterior.restored(prior, stored).after(bank, *answer).stored()
    kept = verdict_of(Posterior.restored(prior, stored), levels)
    same_version = Bank.of(
        bank.slope, bank.steps, guess=bank.guess, step_sd=bank.step_sd, log_slope_sd=bank.log_slope_sd
    )
    replayed = verdict_of(Posterior.before(Prior.normal()).after_all(same_version, answers), levels)

    assert replayed.estimate.ability == pytest.approx(kept.estimate.ability, abs=1e-9)
    assert replayed.estimate.error == pytest.approx(kept.estimate.error, abs=1e-9)
    assert (replayed.best, replayed.next) == (kept.best, kept.next)


def test_uncertain_items_leave_a_wider_band():
    known = Bank.of([1.5, 1.5], [0.0, 0.5])
    vague = Bank.of([1.5, 1.5], [0.0, 0.5], step_sd=0.6, log_slope_sd=0.3)
    start, answers = Posterior.before(Prior.normal()), [(0, 1), (1, 0)]

    sure, unsure = (start.after_all(bank, answers).estimate() for bank in (known, vague))
    assert unsure.error > sure.error
    assert sure.band == (sure.ability - 1.6449 * sure.error, sure.ability + 1.6449 * sure.error)


def test_an_answer_outside_the_bank_is_refused():
    with pytest.raises(BadAnswer):
        Posterior.before(Prior.normal()).after(Bank.of([1.0], [0.0]), 1, 0)


@pytest.mark.parametrize(
    ("points", "log_weight", "sentence"),
    [
        ([0, 1], [0, 0], "at least 3 points"),
        ([0, 1, 2], [0, 0], "one weight for each"),
        ([0, 2, 1], [0, 0, 0], "increasing order"),
        ([0, 1, np.inf], [0, 0, 0], "finite numbers"),
    ],
)
def test_a_prior_that_is_no_distribution_is_refused(points, log_weight, sentence):
    with pytest.raises(BadPrior, match=sentence):
        Prior.of(points, log_weight)


def test_a_normal_prior_needs_a_width():
    with pytest.raises(BadPrior, match="above 0"):
        Prior.normal(sd=0)


def test_a_stored_posterior_fits_its_prior_or_is_refused():
    with pytest.raises(BadPrior, match="24 stored bytes do not fit a prior of 201 points"):
        Posterior.restored(Prior.normal(), bytes(24))
    with pytest.raises(BadPrior, match="not finite"):
        Posterior.restored(Prior.normal(), np.full(201, np.nan).tobytes())


def test_right_may_be_said_as_true():
    start, bank = Posterior.before(Prior.normal()), Bank.of([1.0], [0.0])

    assert start.after(bank, 0, True).estimate() == start.after(bank, 0, 1).estimate()
