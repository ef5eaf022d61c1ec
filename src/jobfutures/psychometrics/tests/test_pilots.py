import numpy as np
import pytest

from jobfutures.psychometrics.errors import NoItemLeft
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.pilots import is_scored, next_pilot

BANK = Bank.of(1.0 * np.ones(5), [-3.0, -0.5, 0.1, 0.6, 3.0])
ALL = np.ones(5, dtype=bool)


def test_the_pilot_is_the_least_answered_item_near_the_person():
    assert next_pilot(BANK, 0.0, ALL, np.array([0, 7, 9, 3, 0])) == 3


def test_of_equally_answered_pilots_the_nearest_is_given():
    assert next_pilot(BANK, 0.0, ALL, np.zeros(5, dtype=int)) == 2


def test_a_person_whom_no_pilot_is_near_gets_the_nearest():
    assert next_pilot(BANK, 5.0, np.array([True, True, True, True, False]), np.zeros(5, dtype=int)) == 3


def test_without_pilots_there_is_none_to_give():
    with pytest.raises(NoItemLeft):
        next_pilot(BANK, 0.0, ~ALL, np.zeros(5, dtype=int))


def test_an_item_is_scored_from_60_answers_that_place_it_well():
    bank = Bank.of(np.ones(3), np.zeros(3), step_sd=[0.35, 0.36, 0.2])

    assert is_scored(bank, np.array([60, 100, 59])).tolist() == [True, False, False]
