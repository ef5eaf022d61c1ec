"""The picture of what needs what: right of what it needs, without names that touch, with few lines that cross."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobfutures.guide.layout import Needs, apart, crossings, drawing, items, longest_ways, parts, uncrossed

DIAMOND: Needs = (("a", ()), ("b", ("a",)), ("c", ("a",)), ("d", ("b", "c")))


@st.composite
def graphs(draw: st.DrawFn) -> Needs:
    names = [f"n{number}" for number in range(draw(st.integers(0, 14)))]
    return tuple(
        (name, tuple(draw(st.sets(st.sampled_from(names[:index]), max_size=3)) if index else ()))
        for index, name in enumerate(names)
    )


def test_a_name_stands_one_column_right_of_the_last_that_it_needs() -> None:
    assert drawing(DIAMOND).columns == (("a",), ("b", "c"), ("d",))


def test_what_needs_two_stands_between_them() -> None:
    heights = drawing(DIAMOND).heights

    assert heights == {"a": 0.5, "b": 0.0, "c": 1.0, "d": 0.5}


def test_a_line_over_a_column_takes_a_place_there() -> None:
    plan = drawing((("a", ()), ("b", ("a",)), ("c", ("a", "b"))))

    (long,) = [line for line in plan.lines if (line.needed, line.needing) == ("a", "c")]
    assert len(long.heights) == 3
    assert abs(long.heights[1] - plan.heights["b"]) >= 0.7


def test_lines_are_uncrossed() -> None:
    graph = {"a": [], "b": [], "c": ["b"], "d": ["a"]}
    columns, before = items(graph, longest_ways(graph))
    columns = [columns[0], sorted(columns[1])]
    after = {item: [other for other in before if item in before[other]] for item in before}

    assert crossings(columns, before) == 1
    assert crossings(uncrossed(columns, before, after), before) == 0


def test_what_stands_alone_stands_below() -> None:
    plan = drawing((("z", ()), *DIAMOND))

    assert plan.heights["z"] == plan.heights["a"] + 1
    assert [len(part) for part in parts({name: list(needed) for name, needed in (("z", ()), *DIAMOND)})] == [4, 1]


def test_nothing_is_drawn_of_nothing() -> None:
    assert drawing(()).columns == ()


def test_what_is_needed_and_not_there_draws_no_line() -> None:
    assert drawing((("a", ("gone",)),)).lines == ()


@settings(max_examples=80, deadline=None, derandomize=True)
@given(graphs())
def test_any_graph_is_drawn_in_order_and_apart(needs: Needs) -> None:
    plan = drawing(needs)

    column = {name: place for place, names in enumerate(plan.columns) for name in names}
    assert sorted(column) == sorted(name for name, _ in needs)
    assert all(column[needed] < column[name] for name, wanted in needs for needed in wanted)
    for names in plan.columns:
        heights = [plan.heights[name] for name in names]
        assert all(below - above >= 1 - 1e-6 for above, below in pairwise(heights))
    assert all(-1e-6 <= height <= plan.rows - 1 + 1e-6 for height in plan.heights.values())


@pytest.mark.parametrize(
    ("wanted", "found"),
    [([0.0, 5.0], [0.0, 5.0]), ([1.0, 1.0], [0.5, 1.5]), ([3.0, 0.0, 3.0], [1.0, 2.0, 3.0]), ([], [])],
)
def test_names_move_apart_as_little_as_they_can(wanted: list[float], found: list[float]) -> None:
    assert apart(wanted, [1.0] * len(wanted), [1.0] * (len(wanted) - 1)) == found
