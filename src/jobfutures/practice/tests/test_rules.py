"""The log of one card adds up to the same, however its lines arrive; and FSRS is what the library says it is."""

from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from fsrs import Card, Rating, Scheduler
from hypothesis import given
from hypothesis import strategies as st

from jobfutures.practice.rules import NOTHING, Act, Line, Remembered, after, recall, remembered
from jobfutures.practice.tests.logs import logs

HISTORIES = 10_000
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def by_the_library(answers: list[tuple[int, datetime]]) -> Card:
    """Return what the library alone makes of the same answers."""
    scheduler, card = Scheduler(enable_fuzzing=False), Card(card_id=1)
    for grade, at in answers:
        card, _log = scheduler.review_card(card, Rating(grade), at)
    return card


def some_answers(chance: Random) -> list[tuple[int, datetime]]:
    """Return up to twelve answers: minutes, hours, days or months apart, some at the very same moment."""
    answers, at = [], BEGIN
    for _ in range(chance.randint(1, 12)):
        at += timedelta(minutes=chance.choice([0, 1, 10, 700, 1_439, 1_440, 4_000, 30_000, 300_000]) * chance.random())
        answers.append((chance.randint(1, 4), at))
    return answers


def test_ten_thousand_random_histories_end_exactly_where_the_library_ends() -> None:
    chance = Random(20261128)  # noqa: S311
    for number in range(HISTORIES):
        answers = some_answers(chance)
        ours = remembered(Line(UUID(int=place), Act.REVIEWED, at, grade) for place, (grade, at) in enumerate(answers))
        theirs = by_the_library(answers)
        expected = (theirs.state, theirs.step, theirs.stability, theirs.difficulty, theirs.due, theirs.last_review)
        found = (ours.state, ours.step, ours.stability, ours.difficulty, ours.due_at, ours.reviewed_at)
        assert found == expected, f"history {number}: {answers}"
        later = answers[-1][1] + timedelta(days=chance.randint(0, 400))
        assert recall(ours, later) == Scheduler(enable_fuzzing=False).get_card_retrievability(theirs, later)
        assert ours.reviews == len(answers)


@given(logs(cards=1), st.randoms(use_true_random=False))
def test_the_order_in_which_lines_arrive_and_how_often_does_not_matter(
    log: list[tuple[int, Line]], chance: Random
) -> None:
    lines = [line for _card, line in log]
    shuffled = [*lines, *chance.choices(lines, k=len(lines))] if lines else []
    chance.shuffle(shuffled)

    assert remembered(shuffled) == remembered(lines)


@given(logs(cards=1))
def test_one_more_latest_line_is_one_step_from_where_the_log_was(log: list[tuple[int, Line]]) -> None:
    lines = sorted((line for _card, line in log if line.act is not Act.UNDONE), key=lambda line: line.order)
    memory = NOTHING
    for count, line in enumerate(lines, start=1):
        memory = after(memory, line)
        assert memory == remembered(lines[:count])


@given(logs(cards=1))
def test_an_answer_taken_back_leaves_nothing_behind(log: list[tuple[int, Line]]) -> None:
    lines = {line.key: line for _card, line in log}
    undone = {line.undoes for line in lines.values() if line.act is Act.UNDONE}
    left = [line for line in lines.values() if line.key not in undone and line.act is not Act.UNDONE]

    assert remembered(lines.values()) == remembered(left)


@given(logs(cards=1))
def test_what_is_remembered_is_always_something_that_can_be(log: list[tuple[int, Line]]) -> None:
    memory = remembered(line for _card, line in log)

    assert (memory.due_at is None) == (memory.stability is None) == (memory.reviews == 0)
    assert memory.lapses <= memory.reviews
    if memory.due_at and memory.reviewed_at and memory.stability and memory.difficulty:
        assert memory.due_at > memory.reviewed_at
        assert memory.stability > 0
        assert 1 <= memory.difficulty <= 10
        assert 0 < recall(memory, memory.due_at) <= 1


def test_a_card_never_answered_is_not_recalled() -> None:
    assert recall(Remembered(), BEGIN) == 0
    assert remembered([]) == NOTHING
