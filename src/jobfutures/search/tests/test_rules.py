"""How words are compared and cut out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.search.index import stem
from jobfutures.search.rules import SNIPPET, fullest, marked, one_letter_apart, snippet, words_of


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("atomic", "atomic", True),
        ("atomic", "atmic", True),
        ("atomic", "attomic", True),
        ("atomic", "atonic", True),
        ("atomic", "aotmic", True),
        ("atomic", "atmoci", False),
        ("atomic", "atom", False),
        ("", "a", True),
    ],
)
def test_one_letter_apart(one: str, other: str, apart: bool) -> None:
    assert one_letter_apart(one, other) is apart
    assert one_letter_apart(other, one) is apart


@given(st.text(max_size=400), st.text(max_size=40))
def test_marking_never_loses_a_letter(text: str, query: str) -> None:
    assert "".join(piece.text for piece in marked(text, words_of(query), stem)) == text


@given(st.text(max_size=2000), st.text(max_size=40))
def test_a_snippet_is_short(text: str, query: str) -> None:
    assert sum(len(piece.text) for piece in snippet(text, words_of(query), stem)) <= SNIPPET + 4


def test_a_snippet_shows_the_place_with_most_words() -> None:
    text = "lock here. " + "filler " * 80 + "a lock and a version meet. " + "filler " * 80

    shown = "".join(piece.text for piece in snippet(text, ["lock", "version"], stem))

    assert "lock and a version" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")


def test_a_word_typed_twice_is_one_word() -> None:
    assert words_of("lock LOCK version lock") == ["lock", "version"]


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from("abcdef")), max_size=40).map(sorted))
def test_the_fullest_stretch_is_the_first_with_most_words(found: list[tuple[int, str]]) -> None:
    def words_from(start: int) -> int:
        return len({word for place, word in found if start <= place < start + SNIPPET})

    best = max((words_from(start) for start, _ in found), default=0)
    assert fullest(found) == next((start for start, _ in found if words_from(start) == best), 0)


@pytest.mark.parametrize("typed", ["ecorator", "edcorator", "decortor", "decoratr", "decoratoor"])
def test_a_word_with_one_wrong_letter_is_marked_wherever_that_letter_stands(typed: str) -> None:
    hits = [piece.text for piece in marked("What decorators do", [typed], stem) if piece.hit]

    assert hits == ["decorators"]
