"""What a person's practice log says about a card, and when the card is due again.

A log is a set of entries, each with an id made where the act happened. Putting two logs together is the union of two
sets, so it does not matter in which order they meet or how often. What is remembered of a card is computed from its
entries alone, in the order of time; FSRS-6 itself is the `fsrs` library with its default weights, without fuzz, so that
the same log always gives the same days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import chain, zip_longest
from uuid import UUID

from fsrs import Card, Rating, Scheduler, State

SCHEDULER = Scheduler(enable_fuzzing=False)
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


class Act(StrEnum):
    REVIEWED = "REVIEWED"
    UNDONE = "UNDONE"
    SUSPENDED = "SUSPENDED"
    RESUMED = "RESUMED"
    RESET = "RESET"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the log of one card. grade: 1 to 4 where it was reviewed, else 0."""

    key: UUID
    act: Act
    at: datetime
    grade: int = 0
    undoes: UUID | None = None

    @property
    def order(self) -> tuple[datetime, int]:
        return self.at, self.key.int


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the scheduler believes of one card.

    stability: days until recall falls to 0.9.  difficulty: 1 to 10.  step: place among the learning steps, None once
    learnt.  due_at: None for a card that was never reviewed, or was reset.
    """

    state: int = State.Learning
    step: int | None = 0
    stability: float | None = None
    difficulty: float | None = None
    due_at: datetime | None = None
    reviewed_at: datetime | None = None
    reviews: int = 0
    lapses: int = 0
    is_suspended: bool = False


NOTHING = Remembered()


def remembered(lines: Iterable[Line]) -> Remembered:
    """Return what a whole log of one card adds up to, whatever order its lines come in."""
    ordered = sorted({line.key: line for line in lines}.values(), key=lambda line: line.order)
    undone = {line.undoes for line in ordered if line.act is Act.UNDONE}
    memory = NOTHING
    for line in ordered:
        if line.key not in undone:
            memory = after(memory, line)
    return memory


def after(memory: Remembered, line: Line) -> Remembered:
    """Return what is remembered after one more line, which must be the latest and no undo."""
    if line.act is Act.REVIEWED:
        return reviewed(memory, line.grade, line.at)
    if line.act is Act.RESET:
        return NOTHING
    if line.act is Act.UNDONE:
        return memory
    return replace(memory, is_suspended=line.act is Act.SUSPENDED)


def reviewed(memory: Remembered, grade: int, at: datetime) -> Remembered:
    """Return what is remembered after an answer. Raises ValueError for a grade that is not 1 to 4."""
    at = max(at, memory.reviewed_at) if memory.reviewed_at else at
    lapsed = memory.state == State.Review and grade == AGAIN
    card, _log = SCHEDULER.review_card(card_of(memory, at), Rating(grade), at.astimezone(UTC))
    return Remembered(
        state=card.state,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due_at=card.due,
        reviewed_at=card.last_review,
        reviews=memory.reviews + 1,
        lapses=memory.lapses + lapsed,
        is_suspended=memory.is_suspended,
    )


def card_of(memory: Remembered, at: datetime) -> Card:
    return Card(
        card_id=0,
        state=State(memory.state),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=(memory.due_at or at).astimezone(UTC),
        last_review=memory.reviewed_at and memory.reviewed_at.astimezone(UTC),
    )


def recall(memory: Remembered, at: datetime) -> float:
    """Return the probability, 0 to 1, that the card would be recalled now; 0 for a card never reviewed."""
    return SCHEDULER.get_card_retrievability(card_of(memory, at), at.astimezone(UTC))


class Standing(StrEnum):
    """How far somebody is with a card."""

    UNMET = "UNMET"
    LEARNING = "LEARNING"
    KNOWN = "KNOWN"
    FADING = "FADING"
    ASIDE = "ASIDE"


def standing(memory: Remembered, at: datetime) -> Standing:
    """Return how far somebody is: known, as long as the card would be recalled in nine cases of ten."""
    if memory.is_suspended:
        return Standing.ASIDE
    if memory.reviewed_at is None or memory.stability is None:
        return Standing.UNMET
    if memory.state != State.Review:
        return Standing.LEARNING
    return Standing.KNOWN if (at - memory.reviewed_at).days <= memory.stability else Standing.FADING


def interleaved[Item](groups: Sequence[Sequence[Item]]) -> list[Item]:
    """Return the items of all groups in turns: the first of each, then the second of each, and so on."""
    missing = object()
    turns = chain.from_iterable(zip_longest(*groups, fillvalue=missing))
    return [item for item in turns if item is not missing]  # type: ignore[misc]
