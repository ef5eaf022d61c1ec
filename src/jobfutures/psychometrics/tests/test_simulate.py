"""The goals of accuracy and the reference numbers, on the bank, people and answers of the measured protocol."""

import numpy as np
import pytest

from jobfutures.psychometrics.ability import Posterior, Prior
from jobfutures.psychometrics.accuracy import accuracy, level_accuracy
from jobfutures.psychometrics.curves import Table, information
from jobfutures.psychometrics.errors import BadAnswer, NoItemLeft
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.selection import Policy, next_item
from jobfutures.psychometrics.simulate import Choice, Design, answered, simulate
from jobfutures.psychometrics.stopping import Stop, StopRules
from jobfutures.psychometrics.tests import protocol

BY_CHOICE = pytest.mark.parametrize("choice", [Choice.WEIGHTED, Choice.MAXIMUM])


def precision(error):
    return StopRules(least=5, most=60, sure=None, precision=error)


def run(bank, count, design, truth=None):
    """Return how `count` people of the protocol fare, and their true abilities."""
    ability = protocol.people(count)
    scores = answered(truth or bank, ability, protocol.uniforms(count, len(bank)))
    return simulate(bank, design, scores, np.random.default_rng(1)), ability


def judged(bank, count, design, truth=None):
    found, ability = run(bank, count, design, truth)
    return accuracy(found, bank, ability)


@pytest.mark.parametrize(
    ("error", "items", "items_95", "rmse", "bias"),
    [(0.40, 8.11, 11, 0.3842, 0.0060), (0.32, 13.96, 21, 0.3087, -0.0025), (0.30, 16.42, 25, 0.2901, -0.0013)],
)
def test_the_engine_measures_as_catpie_and_catr_do(error, items, items_95, rmse, bias):
    design = Design(prior=protocol.STANDARD, choice=Choice.MAXIMUM, rules=precision(error), together=1000)
    found = judged(protocol.bank(), 1000, design)

    assert found.items == pytest.approx(items, abs=0.005)
    assert found.items_95 == pytest.approx(items_95, abs=0.1)
    assert found.rmse == pytest.approx(rmse, abs=0.00005)
    assert found.bias == pytest.approx(bias, abs=0.00005)
    assert found.most_exposed == 1


def test_the_overlap_of_plain_maximum_information_is_the_measured_one():
    design = Design(prior=protocol.STANDARD, choice=Choice.MAXIMUM, rules=precision(0.32), together=1000)
    found = judged(protocol.bank(), 1000, design)

    assert found.overlap == pytest.approx(0.394, abs=0.0005)
    assert (found.covered, found.covered_tails) == pytest.approx((0.902, 0.878), abs=0.0005)


@pytest.mark.parametrize(
    ("sd", "items", "tails"),
    [(0.8, 12.7, 0.763), (1.0, 14.0, 0.878), (1.25, 15.0, 0.923), (1.5, 15.5, 0.917), (2.0, 16.2, 0.929)],
)
def test_a_wider_prior_costs_items_and_covers_the_tails_as_measured(sd, items, tails):
    design = Design(prior=Prior.normal(sd=sd), choice=Choice.MAXIMUM, rules=precision(0.32), together=1000)
    found = judged(protocol.bank(), 1000, design)

    assert found.items == pytest.approx(items, abs=0.05)
    assert found.covered_tails == pytest.approx(tails, abs=0.0005)


@pytest.mark.parametrize(("length", "rmse"), [(20, 0.265), (25, 0.242)])
def test_a_check_of_fixed_length_errs_as_measured(length, rmse):
    rules = StopRules(length, length, sure=None, precision=None)
    design = Design(prior=protocol.STANDARD, choice=Choice.MAXIMUM, rules=rules, together=1000)

    assert judged(protocol.bank(), 1000, design).rmse == pytest.approx(rmse, abs=0.0005)


@BY_CHOICE
def test_fifteen_items_measure_to_a_third_of_a_logit(choice):
    found = judged(protocol.bank(), 1000, Design(choice=choice, rules=precision(0.32), together=1000))

    assert found.items <= 15.1
    assert found.rmse <= 0.303
    assert found.covered_tails >= 0.91


@pytest.mark.slow
@pytest.mark.parametrize("random_items", [0, 3])
def test_no_item_is_worn_out_and_no_area_left_behind(random_items):
    policy = Policy(np.full(5, 0.2), random_items=random_items)
    design = Design(prior=Prior.normal(sd=1), rules=precision(0.32), policy=policy, most_exposed=0.25, together=1)
    found = judged(protocol.bank(area=protocol.FIVE_AREAS), 1000, design)

    assert found.items <= 17.6
    assert found.most_exposed <= 0.30
    assert found.overlap <= 0.22
    assert found.area_spread <= 1


@BY_CHOICE
@pytest.mark.parametrize("count", [1000, 2000])
def test_the_band_covers_what_it_promises_with_true_items(choice, count):
    found = judged(protocol.bank(), count, Design(choice=choice, rules=precision(0.32), together=count))

    assert 0.88 <= found.covered <= 0.92
    assert found.covered_tails >= 0.88


# The goals, 10.5 and 9 questions, were measured with the narrower prior. The usual one asks a little more.
@pytest.mark.parametrize(
    ("sd", "task", "questions"),
    [(1.0, None, 10.5), (1.0, protocol.TASK, 9), (1.25, None, 10.8), (1.25, protocol.TASK, 9.1)],
)
def test_levels_keep_their_promise(sd, task, questions):
    bank = protocol.bank() if task is None else protocol.bank_with_task()
    design = Design(prior=Prior.normal(sd=sd), task=task, together=2000)
    found, ability = run(bank, 2000, design)
    levels = level_accuracy(found, design.levels, ability)

    assert abs(levels.promised - levels.right) <= 0.02
    assert levels.sure_right >= 0.90
    assert levels.two_off <= 1
    assert found.lengths.mean() - (task is not None) <= questions


def test_guessing_that_is_scored_as_such_leaves_the_band_of_weak_people_true():
    slope, difficulty = protocol.two_parameters(300)
    truth = Bank.of(slope, difficulty, guess=0.2)
    design = Design(rules=precision(0.32), together=2000)
    known, ignored = judged(truth, 2000, design), judged(protocol.bank(), 2000, design, truth)

    assert known.covered_low >= 0.85
    assert ignored.covered_low < 0.69
    assert ignored.bias_low > 0.37


@pytest.mark.parametrize(("error", "items"), [(0.5, 16), (0.4, 25), (0.3, 45), (0.2, 100)])
def test_no_bank_of_equal_slopes_reports_fewer_items_than_rasch_allows(error, items):
    count = items + 10
    bank = Bank.of(np.ones(count), np.zeros(count))
    flat = Prior.of(np.linspace(-12, 12, 481), np.zeros(481))
    design = Design(prior=flat, rules=StopRules(1, count, None, error), together=200)
    found = judged_lengths(bank, design)

    assert items == np.ceil(1 / error**2 / information(bank, np.zeros(1), np.zeros(1, dtype=int))[0, 0] - 1e-9)
    assert items <= found.min() <= items + 3


def judged_lengths(bank, design):
    """Return the lengths for people in the middle who are right every other time, so never far from the items."""
    scores = np.tile(np.arange(len(bank)) % 2, (2, 1))
    scores[1] = 1 - scores[1]
    return simulate(bank, design, scores, np.random.default_rng(1)).lengths


def test_a_simulated_person_gets_the_items_that_a_real_one_would():
    bank, policy = protocol.bank(area=protocol.FIVE_AREAS), Policy(np.full(5, 0.2), random_items=0)
    design = Design(policy=policy, together=20)
    found, ability = run(bank, 20, design)
    scores = answered(bank, ability, protocol.uniforms(20))
    table = Table.of(bank, design.prior.points)

    for person, length in enumerate(found.lengths):
        posterior, given = Posterior.before(design.prior), []
        for _ in range(length):
            everything = np.ones(300, dtype=bool)
            given.append(
                next_item(table, posterior.weights, candidates=everything, given=given, policy=policy, draw=0.0)
            )
            posterior = posterior.after(bank, given[-1], int(scores[person, given[-1]]))
        assert found.asked[person, :length].tolist() == given
        np.testing.assert_allclose(found.log_weight[person], posterior.log_weight, atol=1e-9)


def test_every_simulated_check_says_which_rule_ended_it():
    found, _ = run(protocol.bank(), 500, Design(together=500))

    assert set(found.stopped.tolist()) <= {Stop.LEVEL, Stop.PRECISION, Stop.LENGTH}
    assert (found.lengths >= 8).all()
    assert (found.lengths[found.stopped == Stop.LENGTH] == 30).all()


def test_with_a_code_task_everybody_begins_with_it_and_has_no_other():
    slope, difficulty = protocol.two_parameters(300)
    steps = np.full((302, 4), np.nan)
    steps[:300, 0] = difficulty
    steps[300:] = [-1, -0.3, 0.4, 1.1]
    found, _ = run(Bank.of([*slope, 1.6, 1.6], steps), 100, Design(task=protocol.TASK))

    assert (found.asked[:, 0] == protocol.TASK).all()
    assert (found.asked[:, 1:] < protocol.TASK).all()


def test_the_first_groups_of_people_already_spare_the_best_items():
    found = judged(protocol.bank(), 200, Design(most_exposed=0.25, together=10))

    assert found.most_exposed < 0.35


def test_no_simulated_person_meets_two_variants_of_one_template():
    slope, difficulty = protocol.two_parameters(300)
    bank = Bank.of(slope, difficulty, template=np.arange(300) // 3)
    found, _ = run(bank, 100, Design(most_exposed=0.25))

    for row, length in zip(found.asked, found.lengths, strict=True):
        assert len(set(bank.template[row[:length]].tolist())) == length


def test_a_bank_that_is_too_small_says_so():
    with pytest.raises(NoItemLeft):
        run(Bank.of(np.ones(4), np.zeros(4)), 3, Design())


def test_answers_need_a_random_number_for_each_person_and_item():
    with pytest.raises(BadAnswer, match="one random number for each item"):
        answered(protocol.bank(), np.zeros(2), np.zeros((2, 299)))


def test_answers_to_a_code_task_come_as_often_as_the_model_says():
    bank = Bank.of([1.6], [[-1, -0.3, 0.4, 1.1]])
    uniforms = (np.arange(1000)[:, None] + 0.5) / 1000
    shares = np.bincount(answered(bank, np.zeros(1000), uniforms)[:, 0], minlength=5) / 1000
    odds = np.exp(np.cumsum([0, 1.6, 0.48, -0.64, -1.76]))

    np.testing.assert_allclose(shares, odds / odds.sum(), atol=0.001)
