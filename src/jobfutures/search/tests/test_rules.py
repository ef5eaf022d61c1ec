"""How words are compared and cut out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.search.index import stem
from jobfutures.search.rules import SNIPPET, marked, one_letter_apart, snippet, words_of


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
