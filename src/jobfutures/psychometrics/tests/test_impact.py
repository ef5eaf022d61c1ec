"""Rates and ratios are shown with their counts, and small groups are hidden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.psychometrics.calibration_errors import WrongParameters
from jobfutures.psychometrics.impact import GroupImpact, above_median, four_fifths

HIDDEN = GroupImpact("small", None, None, None, None, None)


def test_half_the_rate_of_the_other_group_is_flagged():
    best, other = four_fifths({"one": (48, 80), "other": (12, 40)})

    assert best == GroupImpact("one", 80, 48, 0.6, 1.0, is_flagged=False)
    assert other == GroupImpact("other", 40, 12, 0.3, 0.5, is_flagged=True)


def test_a_ratio_above_four_fifths_is_not_flagged():
    _best, other = four_fifths({"one": (40, 50), "other": (33, 50)})

    assert other.ratio == pytest.approx(0.825)
    assert not other.is_flagged


def test_exactly_four_fifths_is_not_below_four_fifths():
    assert not four_fifths({"one": (50, 100), "other": (40, 100)})[1].is_flagged


def test_without_applicants_there_is_no_ratio():
    assert four_fifths({"one": (40, 50), "small": (0, 0)})[1] == HIDDEN


def test_a_group_under_ten_is_hidden_and_sets_no_standard():
    one, small = four_fifths({"one": (5, 10), "small": (9, 9)})

    assert small == HIDDEN
    assert one.ratio == 1


def test_where_nobody_is_selected_there_is_no_ratio():
    assert [group.ratio for group in four_fifths({"one": (0, 20), "other": (0, 30)})] == [None, None]


def test_scores_count_as_selected_above_the_median_of_everybody():
    high, low = above_median({"high": range(10, 30), "low": range(20)})

    assert (high.selected, high.applicants) == (15, 20)
    assert (low.selected, low.applicants) == (5, 20)
    assert low.ratio == pytest.approx(1 / 3)


def test_nonsense_is_refused():
    for counts in ((3, 2), (-1, 5)):
        with pytest.raises(WrongParameters):
            four_fifths({"one": counts})
    with pytest.raises(WrongParameters):
        above_median({"one": [float("nan")]})


@given(counts=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: tuple(sorted(pair)))))
def test_the_order_of_groups_changes_nothing(counts):
    groups = {str(number): pair for number, pair in enumerate(counts)}

    assert four_fifths(groups) == four_fifths(dict(reversed(groups.items())))[::-1]
