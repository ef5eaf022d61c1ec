"""What counts as covered, recalled, exercised and checked, and which step comes next."""

from dataclasses import replace

import pytest

from jobfutures.profiles.readiness_ranking import Tally, most_useful, tally
from jobfutures.profiles.readiness_rules import Count, Mark, Standing, State, Step

NEW = Standing(0.1, Count(4), Count(10), Count(2), cards_ready=10, is_check_open=True)
DONE = Standing(0.1, Count(4, 4), Count(10, 8), Count(2, 1), cards_ready=2, mark=Mark.STRONG)


def test_an_area_is_covered_only_by_all_of_its_questions() -> None:
    states = [replace(NEW, questions=Count(4, done)).covered for done in (0, 1, 3, 4)]

    assert states == [State.NONE, State.PART, State.PART, State.WHOLE]


@pytest.mark.parametrize(("there", "enough"), [(1, 1), (4, 4), (5, 4), (6, 5), (10, 8), (35, 28)])
def test_an_area_is_recalled_with_four_cards_in_five(there: int, enough: int) -> None:
    assert replace(NEW, cards=Count(there, enough)).recalled is State.WHOLE
    assert replace(NEW, cards=Count(there, enough)).cards_missing == 0
    assert replace(NEW, cards=Count(there, enough - 1)).recalled in (State.PART, State.NONE)
    assert replace(NEW, cards=Count(there, enough - 1)).cards_missing == 1


def test_one_task_is_enough_and_none_to_do_is_not_held_against_anybody() -> None:
    assert DONE.exercised is State.WHOLE
    assert replace(NEW, tasks=Count()).exercised is State.ABSENT
    assert not replace(NEW, tasks=Count()).is_exercise_missing
    assert replace(NEW, cards=Count()).recalled is State.ABSENT


def test_steps_come_in_their_order_until_nothing_is_missing() -> None:
    covered = replace(NEW, questions=Count(4, 4))
    recalled = replace(covered, cards=Count(10, 8))
    exercised = replace(recalled, tasks=Count(2, 1))
    checked = replace(exercised, mark=Mark.STRONG, is_check_open=False)

    steps = [one.step for one in (NEW, covered, recalled, exercised, checked)]
    assert steps == [Step.READ, Step.RECALL, Step.EXERCISE, Step.CHECK, Step.NOTHING]
    assert [one.is_anything_missing for one in (NEW, covered, recalled, exercised, checked)] == [True] * 3 + [False] * 2


def test_cards_that_are_not_due_yet_are_no_step() -> None:
    waiting = replace(DONE, cards=Count(10, 2), cards_ready=0)

    assert waiting.step is Step.NOTHING
    assert waiting.cards_missing == 6
    assert replace(waiting, tasks=Count(2)).step is Step.EXERCISE


@pytest.mark.parametrize("mark", [Mark.WEAK, Mark.MIXED])
def test_what_a_check_found_weak_or_mixed_leads_to_another_task_else_to_saying_it_again(mark: Mark) -> None:
    assert replace(DONE, mark=mark).step is Step.EXERCISE
    assert replace(DONE, mark=mark, tasks=Count(2, 2)).step is Step.SAY


def test_a_check_is_offered_where_it_can_be_taken_and_never_missing() -> None:
    untold = replace(DONE, mark=Mark.UNTOLD)

    assert untold.step is Step.NOTHING
    assert replace(untold, is_check_open=True).step is Step.CHECK
    assert not replace(untold, is_check_open=True).is_anything_missing
    assert replace(DONE, is_check_open=True).step is Step.CHECK, "an old result may be renewed"


def test_nothing_is_lacking_where_all_is_there_and_a_weak_mark_lacks() -> None:
    assert NEW.lack == 1
    assert DONE.lack == 0
    assert replace(DONE, mark=Mark.WEAK).lack > replace(DONE, mark=Mark.MIXED).lack > 0
    assert replace(DONE, mark=Mark.UNTOLD).lack == 0
    assert Standing(0.1, Count(), Count(), Count()).lack == 0


def test_the_most_useful_steps_are_in_large_areas_of_which_much_is_missing() -> None:
    large, half = replace(NEW, share=0.3), replace(NEW, share=0.5, questions=Count(4, 3), cards=Count(10, 8))
    done, small = replace(DONE, share=0.9), replace(NEW, share=0.05)

    assert most_useful([small, done, half, large]) == [3, 2, 0]
    assert most_useful([small, done, half, large], 1) == [3]


def test_taking_a_check_is_never_among_the_most_useful_steps() -> None:
    assert most_useful([replace(DONE, mark=Mark.UNTOLD, is_check_open=True), replace(DONE, is_check_open=True)]) == []


def test_areas_are_counted_among_those_that_have_something_of_the_kind() -> None:
    assert tally([State.WHOLE, State.PART, State.NONE, State.ABSENT]) == Tally(areas=1, of=3)
    assert tally([]) == Tally(0, 0)


def test_somebody_has_begun_with_any_one_thing() -> None:
    assert not NEW.has_begun
    for begun in ({"questions": Count(4, 1)}, {"cards": Count(9, 1)}, {"tasks": Count(2, 1)}, {"mark": Mark.WEAK}):
        assert replace(NEW, **begun).has_begun
