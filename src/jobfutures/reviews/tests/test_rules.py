"""What a comment finds. Rules first by example, then whatever Hypothesis makes of them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.reviews.comments import Comment
from jobfutures.reviews.content.schema import Finding, Fine
from jobfutures.reviews.diff import opcodes
from jobfutures.reviews.rules import Result, Status, grade

WHY = "because"
PLANTED: dict[str, Any] = {"severity": "blocker", "title": "What is planted", "why": WHY}
LOST = Finding(id="lost", file="a.py", lines=(20, 22), category="races", also=["correctness"], **PLANTED)
SLOW = Finding(id="slow", file="a.py", lines=(30, 31), category="performance", **PLANTED)
GONE = Finding(id="gone", file="b.py", lines=(3, 3), side="before", category="security", **PLANTED)
FINE = Fine(file="a.py", lines=(40, 44), why=WHY)
BEFORE = "one\ntwo\ncheck()\nthree\nfour\nfive\nsix\n"
STEPS = {"b.py": opcodes(BEFORE, BEFORE.replace("check()\n", ""))}


def comment(lines: tuple[int, int], category: str = "races", severity: str = "blocker", **more: Any) -> Comment:
    facts = {"file": "a.py", "side": "after", "text": "Look.", "lines": lines}
    return Comment.model_validate(facts | {"category": category, "severity": severity} | more)


def graded(*comments: Comment, verdict: Any = "changes") -> Result:
    found = [LOST, SLOW, GONE]
    return grade(findings=found, fine=[FINE], key="changes", comments=comments, verdict=verdict, steps=STEPS)


def statuses(result: Result) -> list[str]:
    return [one.status.value for one in result.findings]


NEARNESS = {
    (20, 22): "found",
    (17, 18): "found",
    (24, 24): "found",
    (1, 90): "found",
    (16, 17): "missed",
    (25, 26): "missed",
}


@pytest.mark.parametrize(("lines", "status"), NEARNESS.items())
def test_a_comment_within_two_lines_of_a_finding_finds_it(lines: tuple[int, int], status: str) -> None:
    assert statuses(graded(comment(lines)))[0] == status


def test_a_category_that_is_fair_too_counts_and_another_is_only_seen() -> None:
    assert statuses(graded(comment((21, 21), "correctness")))[0] == "found"
    result = graded(comment((21, 21), "tests"))

    assert statuses(result)[0] == "seen"
    assert result.found == 0
    assert result.false_alarms == ()


def test_several_comments_on_one_finding_count_once() -> None:
    result = graded(comment((20, 20)), comment((21, 21)), comment((22, 22), "tests"))

    assert result.found == 1
    assert result.findings[0].comments == (0, 1, 2)
    assert result.false_alarms == ()


def test_one_comment_over_everything_finds_one_thing() -> None:
    both = LOST.model_copy(update={"id": "other", "lines": (25, 26)})
    wide = [comment((1, 90))]
    found = grade(findings=[LOST, both], fine=[], key="changes", comments=wide, verdict="changes", steps={})

    assert found.found == 1


def test_two_comments_between_two_findings_find_both() -> None:
    near = LOST.model_copy(update={"id": "near", "lines": (24, 24)})
    for comments in ([comment((23, 23)), comment((22, 22))], [comment((22, 22)), comment((23, 23))]):
        found = grade(findings=[LOST, near], fine=[], key="changes", comments=comments, verdict="changes", steps={})
        assert found.found == 2


def test_what_was_removed_is_found_on_either_side() -> None:
    assert statuses(graded(comment((3, 3), "security", file="b.py", side="before")))[2] == "found"
    assert statuses(graded(comment((3, 3), "security", file="b.py")))[2] == "found"  # the line that closed the gap
    assert statuses(graded(comment((6, 6), "security", file="b.py")))[2] == "missed"


def test_lines_that_are_fine_say_so_and_the_rest_are_false_alarms() -> None:
    result = graded(comment((42, 42)), comment((46, 46)), comment((3, 3), file="c.py"))

    assert result.on_fine == ((0,),)
    assert result.false_alarms == (1, 2)


def test_a_nit_on_readability_counts_against_nobody() -> None:
    result = graded(comment((60, 60), "readability", "nit"), comment((41, 41), "readability", "nit"))

    assert result.nits == (0, 1)
    assert result.false_alarms == ()
    assert graded(comment((60, 60), "readability", "blocker")).false_alarms == (0,)


def test_severity_agrees_where_one_of_the_finders_says_the_same() -> None:
    assert not graded(comment((21, 21), severity="nit")).findings[0].is_severity_right
    assert graded(comment((21, 21), severity="nit"), comment((21, 21))).findings[0].is_severity_right


def test_the_verdict_is_compared_with_the_key() -> None:
    assert graded().is_verdict_right
    assert not graded(verdict="approve").is_verdict_right


lines = st.tuples(st.integers(1, 50), st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))
comments = st.builds(
    comment,
    lines,
    st.sampled_from(["races", "correctness", "performance", "security", "readability"]),
    st.sampled_from(["blocker", "suggestion", "nit"]),
    file=st.sampled_from(["a.py", "b.py", "c.py"]),
    side=st.sampled_from(["after", "before"]),
    text=st.sampled_from(["Look.", "Why?"]),
)
many = st.lists(comments, max_size=9)


def numbers(result: Result) -> list[int]:
    """Return the number of every comment, as often as it stands in a result."""
    on = [number for one in result.findings for number in one.comments]
    doubted = [number for one in result.on_fine for number in one]
    return sorted([*on, *doubted, *result.false_alarms, *result.nits])


@given(many)
def test_every_comment_stands_in_exactly_one_place(said: list[Comment]) -> None:
    result = graded(*said)

    assert numbers(result) == list(range(len(said)))
    assert result.found <= min(len(said), 3)


def told(result: Result, said: list[Comment]) -> Any:
    """Return a result by what was said instead of by number, so that two orders can be compared."""

    def texts(places: Any) -> list[str]:
        return sorted(said[number].model_dump_json() for number in places)

    found = [(one.status, texts(one.comments), one.is_severity_right) for one in result.findings]
    return found, [texts(one) for one in result.on_fine], texts(result.false_alarms), texts(result.nits)


@given(many.flatmap(lambda said: st.tuples(st.just(said), st.permutations(said))))
def test_the_order_of_comments_does_not_matter(orders: tuple[list[Comment], list[Comment]]) -> None:
    one, other = orders

    assert told(graded(*one), one) == told(graded(*other), other)


@given(many)
def test_saying_everything_twice_loses_nothing(said: list[Comment]) -> None:
    assert [one.status is Status.FOUND for one in graded(*said, *said).findings].count(True) >= graded(*said).found
    assert {one.finding.id for one in graded(*said, *said).findings if one.comments} == {
        one.finding.id for one in graded(*said).findings if one.comments
    }
