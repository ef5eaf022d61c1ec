"""Answers come as a table with gaps or as a list, and nonsense is refused."""

import numpy as np
import pytest

from jobfutures.psychometrics.answers import Answers
from jobfutures.psychometrics.calibration_errors import WrongAnswers


def listed(person: list[int], item: list[int], right: list[bool]) -> Answers:
    return Answers(np.array(person), np.array(item), np.array(right, dtype=np.bool_), people=2, items=3)


def test_a_table_with_gaps_comes_back_as_it_was():
    table = np.array([[1, 0, np.nan], [np.nan, 1, 1]])

    answers = Answers.from_table(table)

    np.testing.assert_array_equal(answers.table(), table)
    np.testing.assert_array_equal(answers.counts, [1, 2, 1])
    np.testing.assert_array_equal(answers.rights, [1, 1, 1])
    assert not answers.is_complete


def test_minus_one_is_a_gap_too():
    np.testing.assert_array_equal(Answers.from_table([[1, -1]]).table(), [[1, np.nan]])


@pytest.mark.parametrize("table", [[1, 0], [[2, 0]], [[0.5, 1]], [[np.inf, 1]], [[np.nan, np.nan]]])
def test_a_table_of_anything_else_is_refused(table):
    with pytest.raises(WrongAnswers):
        Answers.from_table(table)


@pytest.mark.parametrize(
    ("person", "item", "right"),
    [([0, 2], [0, 0], [True, True]), ([0, 1], [0, 3], [True, True]), ([-1], [0], [True]), ([0, 0], [1], [True]),
     ([1, 0, 1], [2, 1, 2], [True, True, False]), ([], [], [])],
)  # fmt: skip
def test_a_list_with_strangers_gaps_or_repeats_is_refused(person, item, right):
    with pytest.raises(WrongAnswers):
        listed(person, item, right)


def test_numbers_do_not_pass_for_right_and_wrong():
    with pytest.raises(WrongAnswers):
        Answers(np.array([0]), np.array([0]), np.array([1]), people=1, items=1)


def test_statistics_of_whole_tables_refuse_gaps():
    with pytest.raises(WrongAnswers):
        Answers.from_table([[1, np.nan]]).complete_table()
