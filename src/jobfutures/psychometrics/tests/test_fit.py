"""Fit statistics are those of mirt on the Law School test, and behave where the model is true and where it is not."""

from itertools import product

import numpy as np
import pytest

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.calibration_errors import TooFewAnswers, WrongAnswers, WrongParameters
from jobfutures.psychometrics.fit import cronbach_alpha, marginal_reliability, pattern_fit, total_log_likelihood
from jobfutures.psychometrics.item_fit import item_fits, score_chances
from jobfutures.psychometrics.limited_information import m2
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.lsat import LSAT6, LSAT7, answers_of
from jobfutures.psychometrics.tests.simulated import calibration_set

TWO, ONE = Slopes.free(5), Slopes.equal(5)


@pytest.mark.parametrize(
    ("section", "slopes", "likelihood_ratio", "pearson", "degrees"),
    [(LSAT6, TWO, 21.2296, 18.1410, 21), (LSAT6, ONE, 21.7981, 18.3450, 25), (LSAT7, TWO, 31.7005, 32.4842, 21)],
    ids=["LSAT6 2PL", "LSAT6 1PL", "LSAT7 2PL"],
)
def test_patterns_fit_as_published(section, slopes, likelihood_ratio, pearson, degrees):
    answers = answers_of(section)

    g2, x2 = pattern_fit(answers, calibrate(answers, slopes))

    assert g2.statistic == pytest.approx(likelihood_ratio, abs=1e-4)
    assert x2.statistic == pytest.approx(pearson, abs=1e-4)
    assert g2.degrees == x2.degrees == degrees


def test_equal_slopes_fit_lsat7_as_badly_as_published():
    answers = answers_of(LSAT7)

    g2, _x2 = pattern_fit(answers, calibrate(answers, ONE))

    assert g2.statistic == pytest.approx(43.8921, abs=1e-4)
    assert g2.degrees == 25
    assert g2.probability < 0.05


@pytest.mark.parametrize(
    ("section", "slopes", "statistic", "degrees"),
    [(LSAT6, TWO, 4.738, 5), (LSAT6, ONE, 5.291, 9), (LSAT7, TWO, 11.938, 5), (LSAT7, ONE, 23.174, 9)],
    ids=["LSAT6 2PL", "LSAT6 1PL", "LSAT7 2PL", "LSAT7 1PL"],
)
def test_margins_fit_as_published(section, slopes, statistic, degrees):
    answers = answers_of(section)

    fit = m2(answers, calibrate(answers, slopes))

    assert fit.statistic == pytest.approx(statistic, abs=6e-4)
    assert fit.degrees == degrees


@pytest.mark.parametrize(("section", "alpha"), [(LSAT6, 0.295), (LSAT7, 0.453)], ids=["LSAT6", "LSAT7"])
def test_alpha_is_the_published_one(section, alpha):
    assert cronbach_alpha(answers_of(section)) == pytest.approx(alpha, abs=5e-4)


def test_chances_of_totals_are_those_of_counting_every_pattern():
    chance = np.random.default_rng(3).random((5, 4))
    counted = np.zeros((6, 4))
    for pattern in product((0, 1), repeat=5):
        row = np.array(pattern)[:, None]
        counted[sum(pattern)] += np.where(row, chance, 1 - chance).prod(axis=0)

    np.testing.assert_allclose(score_chances(chance), counted)


def test_sound_items_fit_as_often_as_chance_allows():
    _truth, table = calibration_set(3000, 40)
    answers = Answers.from_table(table)

    fits = item_fits(answers, calibrate(answers, Slopes.free(40)))

    assert np.mean([fit.statistic / fit.degrees for fit in fits]) == pytest.approx(1, abs=0.15)
    assert sum(fit.probability < 0.01 for fit in fits) <= 2


def test_an_item_that_only_middling_people_solve_does_not_fit():
    _truth, table = calibration_set(3000, 20)
    totals = table.sum(axis=1)
    table[:, 0] = np.abs(totals - np.median(totals)) < 3
    answers = Answers.from_table(table)

    assert item_fits(answers, calibrate(answers, Slopes.free(20)))[0].probability < 1e-6


def test_m2_and_patterns_refuse_what_they_cannot_compare():
    _truth, long = calibration_set(100, 61)
    gaps = Answers.from_table([[1, 0, 1], [0, 1, np.nan]])
    calibration = calibrate(answers_of(LSAT6), TWO)

    for statistic in (m2, pattern_fit):
        with pytest.raises(WrongAnswers):
            statistic(Answers.from_table(long), calibration)
        with pytest.raises(WrongAnswers):
            statistic(gaps, calibration)


def test_m2_of_three_items_has_no_degrees_left():
    answers = Answers.from_table(answers_of(LSAT6).table()[:, :3])
    with pytest.raises(TooFewAnswers):
        m2(answers, calibrate(answers, Slopes.free(3)))


def test_reliability_is_the_share_of_spread_that_is_not_error():
    assert marginal_reliability([-1.0, 1.0], [0.5, 0.5]) == pytest.approx(0.8)
    assert marginal_reliability([2.0, 2.0], [0.5, 0.5]) == 0
    with pytest.raises(WrongParameters):
        marginal_reliability([1.0, 2.0], [0.1, 0.0])
    with pytest.raises(TooFewAnswers):
        marginal_reliability([1.0], [0.1])


def test_the_likelihood_of_the_same_answers_is_the_one_found():
    answers = answers_of(LSAT6)
    calibration = calibrate(answers, TWO)

    assert total_log_likelihood(answers, calibration) == pytest.approx(calibration.log_likelihood)
