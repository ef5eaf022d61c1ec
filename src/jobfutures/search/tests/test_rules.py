"""How words are compared and cut out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.search.index import stem
from jobfutures.search.rules import (
    EVERYWHERE,
    SNIPPET,
    WORD,
    exact_starts,
    fullest,
    is_near,
    lowered,
    marked,
    near_starts,
    one_letter_apart,
    snippet,
    words_of,
)

NEAR_WORDS = st.text("abAB_ é-", max_size=60)  # few letters, so that words often share halves and borders


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


@given(NEAR_WORDS, st.text("abé_", min_size=4, max_size=8))
def test_halves_find_every_word_that_comparing_all_words_finds(text: str, typed: str) -> None:
    plain = lowered(text)
    words = [found.start() for found in WORD.finditer(plain) if is_near(typed, found[0])]

    assert near_starts(plain, typed) == words


@given(NEAR_WORDS, st.text("abé", min_size=1, max_size=6))
def test_a_word_is_found_wherever_a_word_begins_with_it(text: str, typed: str) -> None:
    plain = lowered(text)
    words = {found.start() for found in WORD.finditer(plain) if found[0].startswith(typed)}

    assert words <= set(exact_starts(plain, typed, stem))


@pytest.mark.parametrize(
    ("typed", "text", "hits"),
    [
        ("query", "Queries and QUERYING, no inquery", ["Queries", "QUERYING"]),
        ("über", "Über uns, uber alles, tabu", ["Über", "uber"]),
        ("__init__", "What __init__ does; init", ["__init__", "init"]),
        ("istanbul", "İstanbul by night", ["İstanbul"]),
        ("lock", "block tenant_lock lock_timeout", ["lock_timeout"]),
    ],
)
def test_forms_are_marked_where_they_stand(typed: str, text: str, hits: list[str]) -> None:
    assert [piece.text for piece in marked(text, [typed], stem) if piece.hit] == hits


def test_a_word_that_stands_everywhere_does_not_choose_the_snippet() -> None:
    text = "the lock. " + "the filler " * EVERYWHERE + "here a lock meets its version. " + "the filler " * EVERYWHERE

    shown = "".join(piece.text for piece in snippet(text, ["the", "lock", "version"], stem))

    assert "lock meets its version" in shown


def test_words_that_all_stand_everywhere_are_shown_where_they_stand() -> None:
    text = "filler " * 80 + "the one " * EVERYWHERE

    assert {piece.text for piece in snippet(text, ["the", "one"], stem) if piece.hit} == {"the", "one"}
