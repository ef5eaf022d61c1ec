import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.support.models import State
from jobfutures.support.rules import TRANSITIONS, Place, acts_in, best_fits, state_after, words_in

RESET = Place("site", "Set a new password", "/reset/", keywords="reset forgot password")
DELETE = Place("site", "Delete your account", "/deletion/", keywords="delete remove erase account")
EXPORT = Place("site", "Download all your data", "/export/", keywords="export download copy data")
SCORE = Place("faq", "Will companies see a public score?", "/help/#public-score", text="No. There is no score.")
PLACES = [RESET, DELETE, EXPORT, SCORE]


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        ("open", {"NEW": "OPEN"}),
        ("answer", {"NEW": "ANSWERED", "OPEN": "ANSWERED", "ANSWERED": "ANSWERED"}),
        ("close", {"NEW": "CLOSED", "OPEN": "CLOSED", "ANSWERED": "CLOSED"}),
        ("reopen", {"ANSWERED": "OPEN", "CLOSED": "OPEN"}),
    ],
)
def test_every_act_leads_where_the_table_says_and_nowhere_else(act, allowed):
    assert {state: state_after(act, state) for state in State.values} == {
        state: allowed.get(state) for state in State.values
    }


def test_every_state_can_be_left_and_every_state_but_new_can_be_reached():
    assert all(acts_in(state) for state in State.values)
    assert {after for moves in TRANSITIONS.values() for after in moves.values()} == set(State.values) - {"NEW"}


def test_case_endings_and_empty_words_do_not_matter():
    assert words_in("I don't know HOW to delete my accounts!") == words_in("Deleting the account")
    assert words_in("please help me with this") == frozenset()


@pytest.mark.parametrize(
    ("need", "first"),
    [
        ("I forgot my password", RESET),
        ("please remove my account, thank you", DELETE),
        ("Deleting everything", DELETE),
        ("a copy of my data", EXPORT),
        ("can employers see my score", SCORE),
    ],
)
def test_the_place_that_shares_the_telling_words_comes_first(need, first):
    assert best_fits(need, PLACES, 5)[0] == first


@pytest.mark.parametrize("need", ["", "   ", "the and of", "quantum flux", "???", "\u0000", "😀"])
def test_where_nothing_fits_nothing_is_offered(need):
    assert best_fits(need, PLACES, 5) == []


def test_a_rare_word_counts_more_than_a_frequent_one():
    frequent = [Place("guide", f"Python topic {number}", f"/{number}/") for number in range(20)]
    rare = Place("guide", "Decorators", "/decorators/", line="in Python")

    assert best_fits("python decorators", [*frequent, rare], 3)[0] == rare


def test_no_more_is_offered_than_asked_for():
    assert len(best_fits("password account data score", PLACES, 2)) == 2


@given(st.text(max_size=300))
def test_no_text_breaks_the_search(need):
    assert len(best_fits(need, PLACES, 3)) <= 3
