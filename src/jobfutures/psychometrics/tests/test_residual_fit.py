"""Fit of items where everybody was asked others, and what was foreseen of each answer."""

import numpy as np
import pytest

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration import calibrate
from jobfutures.psychometrics.foreseen import foreseen, population
from jobfutures.psychometrics.parameters import Parameters, chances
from jobfutures.psychometrics.priors import Priors
from jobfutures.psychometrics.quadrature import Quadrature, expected_abilities
from jobfutures.psychometrics.residual_fit import FEWEST_ANSWERS, residual_fits
from jobfutures.psychometrics.slopes import Slopes
from jobfutures.psychometrics.tests.simulated import Rules, bank, sit

PEOPLE, ITEMS, EACH = 2500, 60, 15


def adaptive(seed, *, broken=None, mean=0.0):
    """Return adaptive answers to 60 items; to a broken one people answer without regard to what they know."""
    chance, truth = np.random.default_rng(seed), bank(ITEMS)
    would = chance.random((PEOPLE, ITEMS)) < chances(truth, chance.normal(mean, 1, PEOPLE))
    if broken is not None:
        would[:, broken] = chance.random(PEOPLE) < 0.5
    item = sit(truth, would, Rules(EACH, EACH), chance=chance).item.ravel()
    person = np.repeat(np.arange(PEOPLE), EACH)
    return truth, Answers(person, item, would[person, item], PEOPLE, ITEMS)


def fits_of(answers, slopes):
    priors = Priors.normal(np.zeros(ITEMS), np.full(ITEMS, 1.0))
    found = calibrate(answers, slopes, priors=priors, tolerance=1e-3)
    return residual_fits(answers, foreseen(answers, found.parameters, found.quadrature))


def test_sound_items_are_called_odd_as_often_as_they_should_be():
    chances_found = []
    for seed in (1, 2, 3):
        _truth, answers = adaptive(seed)
        found = fits_of(answers, Slopes.free(ITEMS))
        assert all(answers.counts[item] >= FEWEST_ANSWERS for item in found)
        chances_found += [fit.probability for fit in found.values()]

    assert len(chances_found) > 90
    assert np.mean(np.array(chances_found) < 0.05) < 0.09
    assert np.quantile(chances_found, 0.5) == pytest.approx(0.5, abs=0.15)
    assert min(chances_found) > 1e-4


def test_an_item_that_ability_does_not_help_with_is_odd():
    _truth, answers = adaptive(4, broken=7)

    assert fits_of(answers, Slopes.one(ITEMS))[7].probability < 1e-6


def test_an_answer_is_foreseen_from_earlier_ones_only():
    truth, quadrature = bank(ITEMS), Quadrature.normal()
    person, item = np.array([1, 0, 0, 1, 0]), np.array([3, 0, 1, 1, 2])
    answers = Answers(person, item, np.array([True, True, False, False, True]), 2, ITEMS)
    earlier = Answers(person[[1, 2]], item[[1, 2]], answers.right[[1, 2]], 2, ITEMS)

    found = {one.item: one for one in foreseen(answers, truth, quadrature)}
    ability, deviation = expected_abilities(earlier, truth, quadrature)
    assert (found[2].ability[0], found[2].deviation[0]) == pytest.approx((ability[0], deviation[0]))
    assert found[0].ability[0] == pytest.approx(0)
    assert found[3].deviation[0] == pytest.approx(1, abs=1e-6)
    assert list(found[1].places) == [2, 3]
    assert found[1].ability[1] > found[3].ability[0], "a right answer came before"


def test_a_population_is_found_where_it_is():
    truth, answers = adaptive(5, mean=-0.8)
    found = population(answers, Parameters.of(truth.slope, truth.difficulty, truth.guess))

    mean = found.weights @ found.points
    assert mean == pytest.approx(-0.8, abs=0.1)
    assert np.sqrt(found.weights @ (found.points - mean) ** 2) == pytest.approx(1.0, abs=0.1)
    assert found.weights.sum() == pytest.approx(1.0)
