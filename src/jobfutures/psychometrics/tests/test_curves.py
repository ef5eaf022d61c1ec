import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.curves import Table, expected_scores, information, log_probabilities, probabilities
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.tests import protocol

POINTS = np.linspace(-5, 5, 201)
NORMAL = np.exp(-0.5 * POINTS**2) / np.exp(-0.5 * POINTS**2).sum()
FIRST = np.array([0])


@st.composite
def banks(draw):
    """One item of any kind."""
    steps = draw(st.lists(st.floats(-3, 3), min_size=1, max_size=4))
    guess = draw(st.floats(0, 0.5)) if len(steps) == 1 else 0.0
    sds = {name: draw(st.floats(0, 1)) for name in ("step_sd", "log_slope_sd")}
    return Bank.of([draw(st.floats(0.3, 3))], [steps], guess=guess, **sds)


def test_a_question_follows_the_three_parameter_model():
    chances = probabilities(Bank.of([1.3], [0.4], guess=0.2), POINTS, FIRST)[0]
    solved = 0.2 + 0.8 / (1 + np.exp(-1.3 * (POINTS - 0.4)))

    np.testing.assert_allclose(chances, [1 - solved, solved], atol=1e-14)


def test_a_code_task_follows_the_generalised_partial_credit_model():
    steps = np.array([-1, -0.3, 0.4, 1.1])
    chances = probabilities(Bank.of([1.6], [steps]), POINTS, FIRST)[0]
    summed = np.array([sum(1.6 * (POINTS - step) for step in steps[:score]) for score in range(5)], dtype=object)
    odds = np.exp(np.stack([np.broadcast_to(one, POINTS.shape) for one in summed]).astype(float))

    np.testing.assert_allclose(chances, odds / odds.sum(axis=0), atol=1e-14)


@given(banks())
def test_the_scores_of_an_item_have_probabilities_that_sum_to_one(bank):
    np.testing.assert_allclose(probabilities(bank, POINTS, FIRST).sum(axis=1), 1, atol=1e-12)


@given(banks())
def test_information_is_the_mean_square_of_the_slope_of_the_log_likelihood(bank):
    points, width = np.linspace(-4, 4, 41), 1e-5
    rise = (log_probabilities(bank, points + width, FIRST) - log_probabilities(bank, points - width, FIRST)) / (
        2 * width
    )
    measured = (probabilities(bank, points, FIRST) * rise**2).sum(axis=1)

    np.testing.assert_allclose(information(bank, points, FIRST), measured, rtol=1e-4, atol=1e-7)


@given(banks(), st.floats(0.01, 1))
def test_an_item_that_is_less_known_is_nowhere_more_certain(bank, more):
    known = Bank.of(bank.slope, bank.steps)
    vague = Bank.of(bank.slope, bank.steps, step_sd=more, log_slope_sd=more)

    def surest(one):
        return probabilities(one, POINTS, FIRST)[0].max(axis=0)

    assert bank.is_task[0] or (surest(vague) <= surest(known) + 1e-12).all()


def test_uncertainty_divides_the_logit_as_designed():
    bank = Bank.of([1.5], [0.5], step_sd=0.4, log_slope_sd=0.3)
    log_chances = log_probabilities(bank, POINTS, FIRST)[0]
    logit = 1.5 * (POINTS - 0.5)
    spread = (1.5 * 0.4) ** 2 + (logit * 0.3) ** 2

    np.testing.assert_allclose(log_chances[1] - log_chances[0], logit / np.sqrt(1 + 0.346 * spread), atol=1e-12)


def test_a_guess_takes_the_share_of_information_that_lord_gives():
    bank = Bank.of([1.3], [0.4], guess=0.2)
    solved = probabilities(bank, POINTS, FIRST)[0, 1]

    lord = 1.3**2 * (1 - solved) / solved * ((solved - 0.2) / 0.8) ** 2
    np.testing.assert_allclose(information(bank, POINTS, FIRST)[0], lord, atol=1e-12)


def test_one_code_task_carries_the_information_of_seven_questions():
    table = Table.of(protocol.bank_with_task(), POINTS).information
    task, questions = table[protocol.TASK], table[: protocol.TASK]

    assert task[100] == pytest.approx(2.17, abs=0.005)
    assert task @ NORMAL == pytest.approx(1.64, abs=0.005)
    assert questions.mean(axis=0) @ NORMAL == pytest.approx(0.23, abs=0.005)
    assert questions.max(axis=0) @ NORMAL == pytest.approx(1.09, abs=0.005)


def test_a_table_over_many_items_holds_what_each_item_gives():
    bank = protocol.bank(600)

    assert np.array_equal(Table.of(bank, POINTS).information[599], information(bank, POINTS, np.array([599]))[0])


def test_expected_scores_come_with_their_variance():
    bank = protocol.bank_with_task()
    mean, variance = expected_scores(bank, 0.3, np.array([0, protocol.TASK]))
    chances = probabilities(bank, np.array([0.3]), np.array([0, protocol.TASK]))[:, :, 0]

    assert mean[0] == pytest.approx(chances[0, 1])
    assert variance[0] == pytest.approx(chances[0, 1] * (1 - chances[0, 1]))
    assert variance[1] == pytest.approx(information(bank, np.array([0.3]), np.array([protocol.TASK]))[0, 0] / 1.6**2)
