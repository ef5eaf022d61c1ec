"""The order of a path, minutes, quantities, and what the third anchor stands for."""

import pytest

from jobfutures.guide.reading import has_quantity, in_order, level_of_three, minutes_for
from jobfutures.guide.templatetags.guide import duration, percent


def test_the_larger_share_comes_first() -> None:
    assert in_order({"a": 0.1, "b": 0.3, "c": 0.3}, {}) == ["b", "c", "a"]


def test_what_is_needed_comes_before_what_needs_it() -> None:
    assert in_order({"a": 0.1, "b": 0.5, "c": 0.2}, {"b": ["a"]}) == ["c", "a", "b"]


def test_a_way_through_an_area_beside_the_path_counts() -> None:
    assert in_order({"a": 0.1, "b": 0.5}, {"b": ["beside"], "beside": ["a"]}) == ["a", "b"]


def test_minutes_are_the_words_at_200_a_minute_and_the_answer_aloud() -> None:
    assert minutes_for(words=1000, aloud_seconds=90) == 6.5


@pytest.mark.parametrize(
    "text",
    ["a loop over 50 rows", "4 queries", "28 %", "5% of it", "about 3,000 for one", "gives up after 5 s", "27 calls"],
)
def test_a_quantity_is_a_number_worth_saying(text: str) -> None:
    assert has_quantity(text)


@pytest.mark.parametrize(
    "text",
    ["N+1 hides", "answer 404 or 422", "401: who are you", "SHA-256", "utf8 and uuid4", "40001 and 40P01", "pop(0)",
     "a 500", "Python 3.13", "two of three"],
)  # fmt: skip
def test_a_name_with_digits_is_none(text: str) -> None:
    assert not has_quantity(text)


@pytest.mark.parametrize(
    ("levels", "level"),
    [
        ([["JUNIOR", "MIDDLE", "SENIOR"]], "MIDDLE"),
        ([["SENIOR"], ["MIDDLE", "SENIOR"]], "MIDDLE"),
        ([["SENIOR"], ["SENIOR"]], "SENIOR"),
        ([["JUNIOR"]], "JUNIOR"),
        ([["JUNIOR"], ["SENIOR"]], "JUNIOR"),
    ],
)
def test_the_third_anchor_is_the_middle_or_what_is_asked_instead(levels: list[list[str]], level: str) -> None:
    assert level_of_three(levels) == level


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0.2, "1 min"), (25.4, "25 min"), (60, "1 h"), (85, "1 h 25 min"), (200, "3 h 15 min"), (1441, "24 h")],
)
def test_minutes_are_said_as_one_would_plan_them(minutes: float, said: str) -> None:
    assert duration(minutes) == said


def test_a_share_is_said_in_percent() -> None:
    assert percent(0.05) == "5\u00a0%"
