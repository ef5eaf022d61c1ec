"""Answers, their order, and when a run is the same."""

from hypothesis import given
from hypothesis import strategies as st

from jobfutures.predictions.rules import is_as_recorded, judge, offered, own_words

WRONG = [{"answer": "2", "why": "Because."}, {"answer": "3", "why": "For."}]
answers = st.lists(st.text("ab1\n ", min_size=1, max_size=5), min_size=3, max_size=5, unique=True)


@given(slug=st.text("ab-", max_size=5), given_answers=answers, turns=st.integers(0, 4))
def test_the_order_of_answers_depends_on_nothing_but_the_answers(slug, given_answers, turns):
    truth, *wrong = given_answers
    rows = [{"answer": one, "why": ""} for one in wrong]
    other_truth, *others = [*given_answers[turns:], *given_answers[:turns]][::-1]

    first = offered(slug, truth, rows)

    assert first == offered(slug, other_truth, [{"answer": one, "why": ""} for one in others])
    assert sorted(first) == sorted(given_answers)


def test_the_truth_stands_at_every_place():
    places = {offered(f"slug-{n}", "1", WRONG).index("1") for n in range(60)}

    assert places == {0, 1, 2}


def test_an_answer_is_right_or_has_its_why():
    assert judge("1", "1", WRONG).right
    assert judge("1 \n\n", "1", WRONG).right
    assert judge("2", "1", WRONG) == judge("2\n", "1", WRONG)
    assert judge("2", "1", WRONG).why == "Because."
    assert judge("2", "1", WRONG).others == (("3", "For."),)
    assert judge("7", "1", WRONG).why == ""
    assert len(judge("7", "1", WRONG).others) == 2


def test_a_run_is_the_same_where_it_prints_and_ends_the_same():
    ran = {"output": "a\n", "exception": "KeyError", "line": 3}
    ended = "Traceback...\nIt ended with KeyError, in line 3.\n"

    assert is_as_recorded("a  \n\n", ended, ran)
    assert not is_as_recorded("b\n", ended, ran)
    assert not is_as_recorded("a\n", ended.replace("line 3", "line 4"), ran)
    assert not is_as_recorded("a\n", "", ran)
    assert own_words("oops\nIt ended without an exception.\n") == ("oops", "It ended without an exception.")
    assert own_words("oops\n") == ("oops\n", "")
