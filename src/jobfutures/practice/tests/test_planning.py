"""What fits until a day: the order of areas, the days, the weeks, and what is left out."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jobfutures.practice.planning import CARD_ANSWERS, Work, course, in_order
from jobfutures.practice.rules import GOOD, NOTHING, reviewed
from tests.people import NOON

MONDAY = date(2026, 11, 23)
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
AREAS = [f"A{number}" for number in range(1, 8)]


def work(area: str, minutes: int = 60, share: float = 0.1, needs: str = "") -> Work:
    return Work(area, share, frozenset(needs.split()), questions=1, aloud_seconds=minutes * 60)


works = st.lists(
    st.builds(
        Work,
        area=st.sampled_from(AREAS),
        share=st.floats(0.01, 1),
        needs=st.frozensets(st.sampled_from(AREAS), max_size=3),
        questions=st.integers(0, 3),
        aloud_seconds=st.integers(0, 9000),
        cards=st.integers(0, 40),
        characters=st.integers(0, 40_000),
    ),
    unique_by=lambda one: one.area,
    max_size=7,
)


@UNHURRIED
@given(works=works, days=st.none() | st.integers(-3, 200), minutes=st.integers(5, 240))
def test_every_area_is_said_once_and_no_day_is_overfull(works: list[Work], days: int | None, minutes: int) -> None:
    interview_on = None if days is None else MONDAY + timedelta(days=days)
    found = course(works, begins_on=MONDAY, interview_on=interview_on, minutes_a_day=minutes)

    said = [*(one.work for one in found.placed), *found.unwritten, *found.done]
    assert sorted(one.area for one in said) == sorted(one.area for one in works)
    in_weeks = sum(part for week in found.weeks for _area, part in week.parts)
    assert in_weeks == sum(one.fits for one in found.placed)
    assert all(sum(part for _area, part in week.parts) <= 7 * minutes for week in found.weeks)
    if days is None:
        assert not found.left_out
    else:
        assert in_weeks <= max(0, days) * minutes
        assert all(one.done_on < max(MONDAY, interview_on) for one in found.fitting if one.done_on and interview_on)
    for one in found.fitting:
        assert one.begins_on
        assert one.done_on
        assert MONDAY <= one.begins_on <= one.done_on


@UNHURRIED
@given(works=works)
def test_no_order_loses_an_area_even_where_two_need_each_other(works: list[Work]) -> None:
    assert sorted(one.area for one in in_order(works)) == sorted(one.area for one in works)


def test_the_larger_share_comes_first_and_what_it_needs_before_it() -> None:
    found = in_order([
        work("A1", share=0.1), work("A2", share=0.3, needs="A3"),
        work("A3", share=0.05), work("A4", share=0.2, needs="Z9"),
    ])  # fmt: skip

    assert [one.area for one in found] == ["A3", "A2", "A4", "A1"]


def test_a_plan_is_cut_at_the_day_and_says_what_does_not_fit() -> None:
    found = course(
        [work("A1", 60, 0.5), work("A2", 60, 0.3), work("A3", 60, 0.2)],
        begins_on=MONDAY, interview_on=MONDAY + timedelta(days=3), minutes_a_day=30,
    )  # fmt: skip

    assert [(one.work.area, one.done_on) for one in found.fitting] == [("A1", MONDAY + timedelta(days=1))]
    assert [(one.work.area, one.fits) for one in found.left_out] == [("A2", 30), ("A3", 0)]
    assert found.weeks[0].parts == [("A1", 60), ("A2", 30)]
    assert (found.weeks[0].begins_on, found.weeks[0].ends_on) == (MONDAY, MONDAY + timedelta(days=2))
    assert (found.days, found.minutes_a_day_for_all) == (3, 60)


def test_a_plan_without_a_day_says_when_it_would_be_done() -> None:
    found = course([work("A1", 300)], begins_on=MONDAY, interview_on=None, minutes_a_day=30)

    assert found.ends_on == MONDAY + timedelta(days=9)
    assert [(week.begins_on, week.parts) for week in found.weeks] == [
        (MONDAY, [("A1", 210)]),
        (MONDAY + timedelta(days=7), [("A1", 90)]),
    ]


def test_what_is_not_written_is_named_and_takes_no_time() -> None:
    found = course(
        [Work("A1", 0.6, frozenset(), questions=0), work("A2")], begins_on=MONDAY, interview_on=None, minutes_a_day=30
    )

    assert [one.area for one in found.unwritten] == ["A1"]
    assert [one.work.area for one in found.placed] == ["A2"]


def test_the_time_of_an_area_is_speaking_cards_and_reading() -> None:
    one = Work("A1", 0.1, frozenset(), questions=2, aloud_seconds=300, cards=6, characters=12_000)

    assert (one.aloud_minutes, one.card_minutes, one.reading_minutes) == (5, 8, 10)
    assert one.minutes == 23


def test_a_card_that_is_always_known_is_asked_as_often_as_the_plan_says() -> None:
    memory, at, answers = NOTHING, NOON, 0
    while at < NOON + timedelta(days=30):
        memory = reviewed(memory, GOOD, at)
        answers += 1
        assert memory.due_at
        at = memory.due_at

    assert answers == CARD_ANSWERS
