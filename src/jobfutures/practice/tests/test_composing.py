"""What a session is composed of: always within its time, nothing twice, new before done, one area after the other."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.practice.composing import CARD_SECONDS, LENGTHS, ORDER, Offer, Step, StepKind, compose
from tests.people import NOON

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AREAS = ["A1", "A2", "B1", "C3"]
KINDS = [kind for kind in StepKind if kind is not StepKind.CARDS]


def offer(kind: StepKind, key: str, area: str = "A1", seconds: int = 120, done_at: datetime | None = None) -> Offer:
    return Offer(kind, key, key.title(), (area,), seconds, done_at)


times = st.none() | st.integers(0, 400).map(lambda days: NOON - timedelta(days=days))
some_offers = st.lists(
    st.builds(
        Offer,
        kind=st.sampled_from(KINDS),
        key=st.integers(0, 60).map(lambda number: f"q{number}"),
        title=st.just("A title"),
        areas=st.lists(st.sampled_from(AREAS), min_size=1, max_size=2, unique=True).map(tuple),
        seconds=st.integers(30, 2400),
        done_at=times,
    ),
    max_size=25,
    unique_by=lambda one: (one.kind, one.key),
)


@UNHURRIED
@given(
    minutes=st.sampled_from(LENGTHS),
    cards=st.integers(0, 200),
    offers=some_offers,
    areas=st.lists(st.sampled_from(AREAS), unique=True),
    turn=st.integers(0, 10**6),
)
def test_a_session_fits_its_time_and_asks_nothing_twice(
    minutes: int, cards: int, offers: list[Offer], areas: list[str], turn: int
) -> None:
    steps = compose(minutes, cards=cards, offers=offers, areas=areas, turn=turn)

    known = {(one.kind, one.key): one for one in offers}
    others = [step for step in steps if step.kind is not StepKind.CARDS]
    assert sum(step.seconds for step in steps) <= minutes * 60
    assert len({step.name for step in steps}) == len(steps)
    assert sum(step.count for step in steps) <= cards
    assert all(not areas or set(areas) & set(known[step.kind, step.key].areas) for step in others)
    assert [ORDER.index(step.kind) for step in steps] == sorted(ORDER.index(step.kind) for step in steps)
    assert steps == compose(minutes, cards=cards, offers=offers, areas=areas, turn=turn)
    kinds = [step.kind for step in others]
    assert kinds.count(StepKind.PREDICT) <= 1
    assert kinds.count(StepKind.REVIEW) + kinds.count(StepKind.EXERCISE) <= 1


@UNHURRIED
@given(minutes=st.sampled_from(LENGTHS), cards=st.integers(3, 200), offers=some_offers)
def test_where_cards_are_due_there_is_time_for_three_of_them(minutes: int, cards: int, offers: list[Offer]) -> None:
    assert sum(step.count for step in compose(minutes, cards=cards, offers=offers)) >= 3


@UNHURRIED
@given(offers=some_offers)
def test_what_was_never_done_comes_before_what_was(offers: list[Offer]) -> None:
    spoken = {one.key: one for one in offers if one.kind is StepKind.ALOUD and one.seconds <= 300}
    chosen = [step.key for step in compose(5, cards=0, offers=offers)]

    assert bool(chosen) == bool(spoken)
    if any(one.done_at is None for one in spoken.values()):
        assert spoken[chosen[0]].done_at is None


def names(steps: list[Step]) -> list[str]:
    return [step.name for step in steps]


EVERYTHING = [
    offer(StepKind.ALOUD, "names", "A1", 165),
    offer(StepKind.ALOUD, "boxes", "A2", 165),
    offer(StepKind.PREDICT, "loop", "A1"),
    offer(StepKind.PREDICT, "lock", "B1"),
    offer(StepKind.REVIEW, "invoice", "C3", 600),
    offer(StepKind.EXERCISE, "till", "A2", 1200),
]


def test_five_minutes_are_a_question_and_cards() -> None:
    steps = compose(5, cards=50, offers=EVERYTHING)

    assert names(steps) == ["cards:", "aloud:names"]
    assert steps[0].count == (300 - 165) // CARD_SECONDS


def test_fifteen_minutes_add_a_prediction_from_another_area() -> None:
    steps = compose(15, cards=50, offers=EVERYTHING)

    assert names(steps) == ["cards:", "aloud:names", "predict:lock"]
    assert steps[0].count == (900 - 165 - 120) // CARD_SECONDS


def test_thirty_minutes_add_a_review_or_an_exercise() -> None:
    assert names(compose(30, cards=99, offers=EVERYTHING)) == ["cards:", "aloud:names", "predict:lock", "exercise:till"]
    without_exercise = [one for one in EVERYTHING if one.kind is not StepKind.EXERCISE]
    assert "review:invoice" in names(compose(30, cards=99, offers=without_exercise))


def test_where_there_are_no_cards_the_time_is_for_more_questions() -> None:
    assert names(compose(15, cards=0, offers=EVERYTHING[:2])) == ["aloud:names", "aloud:boxes"]


def test_of_what_was_done_the_one_of_longest_ago_comes_first() -> None:
    lately, long_ago = NOON - timedelta(days=1), NOON - timedelta(days=90)
    done = {"a": lately, "b": long_ago}
    offers = [offer(StepKind.ALOUD, key, seconds=250, done_at=at) for key, at in done.items()]

    assert names(compose(5, cards=0, offers=offers)) == ["aloud:b"]


def test_an_area_that_was_practised_yesterday_waits_for_the_others() -> None:
    offers = [
        offer(StepKind.PREDICT, "yesterday", "A1", done_at=NOON - timedelta(days=1)),
        offer(StepKind.ALOUD, "same-area", "A1", 250),
        offer(StepKind.ALOUD, "other-area", "A2", 250),
    ]

    assert names(compose(5, cards=0, offers=offers)) == ["aloud:other-area"]


def test_a_plan_says_which_areas_and_which_of_them_first() -> None:
    assert names(compose(5, cards=0, offers=EVERYTHING[:2], areas=["A2", "A1"])) == ["aloud:boxes"]
    assert names(compose(5, cards=0, offers=EVERYTHING[:2], areas=["C3"])) == []


def test_another_turn_begins_with_another_area() -> None:
    assert names(compose(5, cards=9, offers=EVERYTHING, turn=0)) != names(
        compose(5, cards=9, offers=EVERYTHING, turn=1)
    )


@pytest.mark.parametrize("minutes", LENGTHS)
def test_where_nothing_is_there_nothing_is_asked(minutes: int) -> None:
    assert compose(minutes, cards=0, offers=[]) == []
