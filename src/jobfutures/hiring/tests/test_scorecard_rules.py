"""What a card must say, and when cards are open."""

from hypothesis import given
from hypothesis import strategies as st

from jobfutures.hiring.rules.scorecards import (
    DONE,
    LEVELS,
    NOT_OBSERVED,
    STEPS,
    Fault,
    Said,
    are_open,
    changes,
    faults,
    latest,
)

STATES = sorted({state for state, _event in STEPS} | {to for to, _by in STEPS.values()})
HEARD = "Compared a lock with a queue, and said what each costs."


def test_a_card_that_misses_something_says_what_and_where() -> None:
    said = {
        "a": Said(4, HEARD),
        "b": Said(3, "Knew it."),
        "c": Said(NOT_OBSERVED),
        "d": Said(5, HEARD),
        "e": Said(None, HEARD),
    }

    found = faults(said, ["a", "b", "c", "d", "e", "f"], "")

    assert found == [
        ("b", Fault.EVIDENCE), ("d", Fault.LEVEL), ("e", Fault.LEVEL), ("f", Fault.LEVEL), ("", Fault.RECOMMEND),
    ]  # fmt: skip
    assert faults(said, ["a", "c"], "UNSURE") == []


def test_blank_characters_are_no_evidence() -> None:
    assert faults({"a": Said(1, " " * 40)}, ["a"], "NO") == [("a", Fault.EVIDENCE)]


@given(st.lists(st.sampled_from(STATES), max_size=5), st.data())
def test_cards_are_open_only_when_nothing_is_waited_for(states: list[str], data: st.DataObject) -> None:
    own = data.draw(st.sampled_from([None, *states]))

    assert are_open(states, own=own) == (bool(states) and set(states) <= set(DONE))


said_values = st.builds(Said, st.sampled_from([NOT_OBSERVED, *LEVELS]), st.sampled_from(["", HEARD]))


@given(st.dictionaries(st.sampled_from("abc"), said_values), st.dictionaries(st.sampled_from("abc"), said_values))
def test_an_amendment_holds_what_changes_and_no_more(before: dict[str, Said], after: dict[str, Said]) -> None:
    changed = changes(before, after)

    assert latest(before, [changed]) == {**before, **after}
    assert all(before.get(one) != said for one, said in changed.items())
