import numpy as np
import pytest

from jobfutures.psychometrics.errors import BadAnswer, BadBank, PsychometricsError
from jobfutures.psychometrics.items import Bank, Format, guess_of


@pytest.mark.parametrize("answered", [Format.OPEN, Format.ORDERING, Format.GAP, Format.OUTPUT, Format.CODE])
def test_nobody_guesses_what_has_to_be_written(answered):
    assert guess_of(answered) == 0


def test_a_choice_is_guessed_by_its_options_and_a_multi_select_hardly():
    assert guess_of(Format.CHOICE, options=4) == 0.25
    assert guess_of(Format.MULTI_SELECT) == 0.03
    with pytest.raises(BadBank, match="at least 2 options"):
        guess_of(Format.CHOICE, options=1)


def test_a_bank_fills_in_what_is_usual():
    bank = Bank.of([1.0, 2.0], [0.0, 1.0], guess=0.25)

    assert bank.guess.tolist() == [0.25, 0.25]
    assert bank.template.tolist() == [0, 1]
    assert bank.best_score.tolist() == [1, 1]
    assert not bank.is_task.any()


def test_a_code_task_stands_at_the_mean_of_its_steps():
    bank = Bank.of([1.0, 1.6], [[0.5, np.nan], [-1.0, 2.0]])

    assert bank.difficulty.tolist() == [0.5, 0.5]
    assert bank.best_score.tolist() == [1, 2]
    assert bank.is_task.tolist() == [False, True]


def test_a_bank_cannot_be_changed():
    slope = np.array([1.0])
    bank = Bank.of(slope, [0.0])
    slope[0] = 5.0

    assert bank.slope[0] == 1.0
    with pytest.raises(ValueError, match="read-only"):
        bank.slope[0] = 2.0


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"slope": [1.0, 0.0]}, r"slope is a finite number above 0\. Item 1"),
        ({"slope": [1.0, np.nan]}, "slope is a finite number"),
        ({"slope": [1.0]}, r"column slope has the shape \(1,\): 2 items were expected"),
        ({"difficulty": [0.0, np.inf]}, "step is a finite number"),
        ({"difficulty": [0.0, np.nan]}, "has a first step"),
        ({"difficulty": [[0.0, np.nan, 1.0], [0.0, 1.0, 2.0]]}, "no gap between its steps"),
        ({"difficulty": []}, "at least one item"),
        ({"guess": [0.0, 1.0]}, "probability from 0 to below 1"),
        ({"guess": 0.2, "difficulty": [[0.0, np.nan], [0.0, 1.0]]}, r"Nobody solves a code task by a guess\. Item 1"),
        ({"step_sd": -0.1}, "standard error is below 0"),
        ({"log_slope_sd": np.inf}, "standard error is below 0 or infinite"),
        ({"area": -1}, "numbered from 0"),
        ({"template": [0.5, 1.0]}, "column template numbers things"),
    ],
)
def test_a_bank_refuses_numbers_that_contradict_each_other(columns, sentence):
    with pytest.raises(BadBank, match=sentence):
        Bank.of(**({"slope": [1.0, 1.0], "difficulty": [0.0, 0.0]} | columns))


def test_an_answer_names_an_item_and_a_score_it_can_have():
    bank = Bank.of([1.0, 1.6], [[0.5, np.nan], [-1.0, 2.0]])
    bank.check_answer(1, 2)

    with pytest.raises(BadAnswer, match="no item 2 in a bank of 2"):
        bank.check_answer(2, 0)
    with pytest.raises(PsychometricsError, match="from 0 to 1, not 2"):
        bank.check_answer(0, 2)
