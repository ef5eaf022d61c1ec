"""What an answer is worth, and when a check may be taken again."""

from datetime import date, timedelta
from typing import Any

import pytest

from jobfutures.checks import rules, scoring
from jobfutures.checks.models import Kind
from jobfutures.checks.tests.made import right_answer, variant, wrong_answer
from tests.people import NOON

KINDS = [kind for kind in Kind.values if kind != Kind.TASK]


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_is_right_and_something_else_is_not(kind: str) -> None:
    shown = variant("item", 1, kind)

    assert scoring.score_of(shown, right_answer(shown)) == 1
    assert scoring.score_of(shown, wrong_answer(shown)) == 0


@pytest.mark.parametrize(
    ("kind", "answer", "score"),
    [
        ("SOME_OF", [0], 0),
        ("SOME_OF", [0, 2, 3], 0),
        ("SOME_OF", [2, 0], 1),
        ("ORDER", [1, 2, 0], 0),
        ("GAP", "a.b( c = 1 )", 1),
        ("OUTPUT", "1  \r\n2\n\n", 1),
        ("OUTPUT", " 1\n2", 0),
        ("NUMBER", "4", 1),
        ("NUMBER", "44", 0),
    ],
)
def test_an_answer_is_scored_whole(kind: str, answer: Any, score: int) -> None:
    assert scoring.score_of(variant("item", 1, kind), answer) == score


@pytest.mark.parametrize(
    ("kind", "answer", "why"),
    [
        ("ONE_OF", 0, "It is wrong."),
        ("NUMBER", "3", "One is missing."),
        ("NUMBER", "77", ""),
        ("OUTPUT", "2\n1\n", "The other way round."),
        ("GAP", " b ", "Of what?"),
        ("LINE", 1, "Nor this one."),
    ],
)
def test_a_known_wrong_answer_gets_its_reason(kind: str, answer: Any, why: str) -> None:
    assert scoring.reason_for(variant("item", 1, kind), answer) == why


@pytest.mark.parametrize(("results", "days"), [(1, 14), (2, 30), (5, 30)])
def test_one_waits_14_days_and_then_30(results: int, days: int) -> None:
    assert rules.may_begin_at(results, NOON) == NOON + timedelta(days=days)


def test_nobody_waits_before_the_first_result() -> None:
    assert rules.may_begin_at(0, None) is None


def test_an_item_is_known_for_a_year() -> None:
    met = {"old": "2025-11-01", "new": "2026-11-01"}

    assert rules.still_known(met, date(2026, 11, 22)) == {"new"}


def test_parts_share_what_has_items_and_empty_ones_go() -> None:
    sections = [("a", "A", ["A"]), ("b", "B", ["B", "C"]), ("d", "D", ["D"])]
    parts = rules.parts_of(sections, {"A1": 0.2, "B1": 0.1, "C1": 0.1}, {"A1": "A", "B1": "B", "C1": "C", "D1": "D"})

    assert [(part["id"], part["areas"], part["share"]) for part in parts] == [
        ("a", ["A1"], 0.5),
        ("b", ["B1", "C1"], 0.5),
    ]
