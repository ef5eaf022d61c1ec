import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.errors import BadRule
from jobfutures.psychometrics.exposure import Counters, drawn
from jobfutures.psychometrics.items import Bank


def test_an_item_that_was_given_too_often_is_eligible_by_the_wanted_rate():
    counters = Counters(np.array([100.0, 100.0, 100.0, 100.0, 0.0]), np.array([50.0, 25.0, 10.0, 0.0, 0.0]))

    assert counters.chances(0.25).tolist() == [0.5, 1.0, 1.0, 1.0, 1.0]


def test_variants_of_one_template_share_a_counter():
    bank = Bank.of(np.ones(3), np.zeros(3), template=[0, 0, 1])

    assert len(Counters.none(bank).given) == 2


def test_attempts_are_counted_whole():
    counters = Counters(np.zeros(2), np.zeros(2)).after(
        np.array([[True, True], [True, False]]), np.array([[True, False], [False, False]])
    )

    assert counters.eligible.tolist() == [2, 1]
    assert counters.given.tolist() == [1, 0]


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1), st.floats(0.05, 1))
def test_a_month_fades_the_counters_and_leaves_the_chances(pairs, kept):
    eligible = np.array([float(max(pair)) for pair in pairs])
    counters = Counters(eligible, np.array([float(min(pair)) for pair in pairs]))
    later = counters.decayed(kept)

    np.testing.assert_allclose(later.eligible, eligible * kept)
    np.testing.assert_allclose(later.chances(0.25), counters.chances(0.25), rtol=1e-12)


def test_older_attempts_count_less_than_new_ones():
    old = Counters(np.array([100.0]), np.array([100.0]))
    eligible, not_given = np.ones((50, 1), dtype=bool), np.zeros((50, 1), dtype=bool)

    assert old.decayed(0.5).after(eligible, not_given).chances(0.25) > old.after(eligible, not_given).chances(0.25)


def test_a_template_is_drawn_as_often_as_its_chance_says():
    draws = np.random.default_rng(1).random((4000, 2))

    assert drawn(np.array([0.25, 1.0]), draws).mean(axis=0) == pytest.approx([0.25, 1.0], abs=0.02)


@pytest.mark.parametrize("share", [0.0, 1.1, -1.0])
def test_shares_out_of_range_are_refused(share):
    counters = Counters(np.zeros(1), np.zeros(1))

    with pytest.raises(BadRule, match="largest exposure"):
        counters.chances(share)
    with pytest.raises(BadRule, match="kept of a counter"):
        counters.decayed(share)


def test_counters_that_cannot_be_are_refused():
    with pytest.raises(BadRule, match="at most as often"):
        Counters(np.zeros(1), np.ones(1))
    with pytest.raises(BadRule, match="one counter of both kinds"):
        Counters(np.zeros(1), np.zeros(2))
