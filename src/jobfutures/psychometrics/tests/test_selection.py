import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.ability import Posterior, Prior
from jobfutures.psychometrics.curves import Table, information
from jobfutures.psychometrics.errors import BadRule, NoItemLeft
from jobfutures.psychometrics.items import Bank
from jobfutures.psychometrics.selection import Policy, best, maximum_information, next_item, weighted_information
from jobfutures.psychometrics.tests import protocol

PRIOR = Prior.normal()
WEIGHTS = Posterior.before(PRIOR).weights
ALL = np.ones(300, dtype=bool)
ONE_AREA = Policy(np.ones(1), random_items=0)
FIVE = Policy(np.full(5, 0.2), random_items=0)


@pytest.fixture(scope="module")
def table():
    return Table.of(protocol.bank(area=protocol.FIVE_AREAS), PRIOR.points)


def test_the_next_item_has_the_largest_average_information_in_the_area_that_is_due(table):
    given = [0, 1, 2, 4]  # one of each area, but of area 3
    found = next_item(table, WEIGHTS, candidates=ALL, given=given, policy=FIVE, draw=0.0)
    worth = np.where(protocol.FIVE_AREAS == 3, table.information @ WEIGHTS, 0)

    assert found == worth.argmax()


def test_few_candidates_are_weighed_like_many(table):
    few = np.zeros(300, dtype=bool)
    few[[3, 8, 13]] = True
    found = next_item(table, WEIGHTS, candidates=few, given=[0, 1, 2, 4], policy=FIVE, draw=0.0)

    assert found == max([3, 8, 13], key=lambda item: table.information[item] @ WEIGHTS)


@given(st.lists(st.integers(1, 5), min_size=2, max_size=5), st.integers(1, 40))
def test_no_area_strays_a_whole_item_above_its_share(parts, length):
    shares = np.array(parts) / sum(parts)
    bank = Bank.of(np.ones(250), np.zeros(250), area=np.arange(250) % len(parts))
    table = Table.of(bank, np.array([-1.0, 0.0, 1.0]))
    given = []
    for _ in range(length):
        policy = Policy(shares, random_items=0)
        given.append(
            next_item(
                table, np.full(3, 1 / 3), candidates=np.ones(250, dtype=bool), given=given, policy=policy, draw=0.0
            )
        )
    counts = np.bincount(bank.area[given], minlength=len(parts))

    assert (counts - shares * length < 1).all()


def test_an_area_without_items_left_gives_way_to_the_next_furthest(table):
    candidates = protocol.FIVE_AREAS != 0

    assert protocol.FIVE_AREAS[next_item(table, WEIGHTS, candidates=candidates, given=[], policy=FIVE, draw=0.0)] == 1


def test_variants_of_one_template_exclude_each_other():
    bank = Bank.of([1.0, 1.0, 0.5], [0.0, 0.1, 0.0], template=[0, 0, 1])
    table = Table.of(bank, PRIOR.points)
    everything = np.ones(3, dtype=bool)

    assert next_item(table, WEIGHTS, candidates=everything, given=[0], policy=ONE_AREA, draw=0.0) == 2
    with pytest.raises(NoItemLeft):
        next_item(table, WEIGHTS, candidates=everything, given=[1, 2], policy=ONE_AREA, draw=0.0)


def test_the_first_three_are_drawn_among_the_best_five_and_the_fourth_is_not():
    bank = protocol.bank()
    table, policy = Table.of(bank, PRIOR.points), Policy(np.ones(1))
    five = set(np.argsort(-(table.information @ WEIGHTS))[:5].tolist())

    def drawn(given):
        draws = np.linspace(0, 0.999, 50)
        return {next_item(table, WEIGHTS, candidates=ALL, given=given, policy=policy, draw=draw) for draw in draws}

    assert drawn([]) == five
    assert len(drawn([0, 1])) == 5
    assert len(drawn([0, 1, 2])) == 1


def test_where_fewer_than_five_are_left_one_of_them_is_drawn():
    worth, allowed = np.array([3.0, 1.0, 2.0]), np.array([True, False, True])

    assert {int(best(worth, allowed, 5, draw)) for draw in (0.0, 0.49, 0.5, 0.99)} == {0, 2}


def test_many_people_are_served_as_one_person_is(table):
    weights = np.random.default_rng(1).dirichlet(np.ones(201), size=4)

    together = weighted_information(table, weights)
    np.testing.assert_allclose(together, [weighted_information(table, row) for row in weights], rtol=1e-12)
    together = maximum_information(table.bank, np.array([-1.0, 0.5]))
    np.testing.assert_allclose(together[1], maximum_information(table.bank, np.array(0.5)), rtol=1e-12)
    np.testing.assert_allclose(together[1], information(table.bank, np.array([0.5]), np.arange(300))[:, 0], rtol=1e-12)


def test_one_question_in_four_is_a_pilot():
    assert [number for number in range(1, 13) if ONE_AREA.is_pilot_slot(number)] == [4, 8, 12]


@pytest.mark.parametrize(
    "numbers",
    [{"shares": [0.5, 0.4]}, {"shares": [1.0, 0.0]}, {"random_items": -1}, {"random_among": 0}, {"pilot_every": 1}],
)
def test_a_policy_out_of_range_is_refused(numbers):
    shares = np.array(numbers.pop("shares", [1.0]))

    with pytest.raises(BadRule):
        Policy(shares, **numbers)


def test_a_bank_with_more_areas_than_shares_is_refused(table):
    with pytest.raises(BadRule, match="an area 4, and there are shares for 1 areas only"):
        next_item(table, WEIGHTS, candidates=ALL, given=[], policy=ONE_AREA, draw=0.0)
