import numpy as np
import pytest

from jobfutures.psychometrics.ability import Prior
from jobfutures.psychometrics.accuracy import accuracy, level_accuracy, overlap
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.levels import Levels
from jobfutures.psychometrics.simulate import Run

PRIOR = Prior.normal()
BANK = Bank.of(np.ones(3), np.zeros(3), area=[0, 0, 1])


def told(abilities, error=0.2):
    """Return a run in which people are told these abilities, after items 0 and 1, the last person after 0 and 2."""
    asked = np.tile([0, 1, -1], (len(abilities), 1))
    asked[-1] = [0, 2, -1]
    log_weight = -0.5 * ((PRIOR.points - np.array(abilities)[:, None]) / error) ** 2
    return Run(PRIOR, asked, np.ones(len(abilities), dtype=int), log_weight)


def test_a_run_is_judged_against_the_true_abilities():
    found = accuracy(told([0.0, 1.0, -2.0, 0.0]), BANK, np.array([0.0, 1.5, -2.0, 0.1]))

    assert found.items == 2
    assert found.rmse == pytest.approx(np.sqrt((0.5**2 + 0.1**2) / 4))
    assert found.bias == pytest.approx(-0.6 / 4)
    assert (found.covered, found.covered_tails, found.covered_low) == (0.75, 1, 1)
    assert found.most_exposed == 1
    assert found.area_spread == 2


def test_overlap_is_the_share_of_items_that_two_people_share():
    # Three people with items 0 and 1, one with 0 and 2: of six pairs three share both and three share one.
    assert accuracy(told([0.0] * 4), BANK, np.zeros(4)).overlap == pytest.approx((3 * 2 + 3 * 1) / 6 / 2)
    assert overlap(np.array([0.5, 0.5]), 2, 1.0) == 0


def test_levels_two_away_are_counted_and_sure_words_are_judged_apart():
    found = level_accuracy(told([-2.0, -2.0, 0.1, 0.8]), Levels(), np.array([-2.0, 1.0, 1.0, 0.8]))

    assert found.right == 0.5
    assert found.two_off == 1
    assert found.sure == 0.75
    assert found.sure_right == pytest.approx(1 / 3)
    assert 0.8 < found.promised < 1
