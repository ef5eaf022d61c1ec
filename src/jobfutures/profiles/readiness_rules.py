"""What somebody has of one area of a role, what is missing, and which step comes next. Pure: counts come in.

An area is covered once every question that the guide asks at the level was practised; recalled while at least
four in five of its cards would come back now; exercised after one task. A skill check marks its parts, not its areas:
an area has the mark of its part.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How much of one kind there is. ABSENT: there is nothing of the kind to do."""

    WHOLE = "WHOLE"
    PART = "PART"
    NONE = "NONE"
    ABSENT = "ABSENT"


class Mark(StrEnum):
    """What the newest check says of the part that an area belongs to. UNTOLD: nothing, or there is no check."""

    STRONG = "STRONG"
    MIXED = "MIXED"
    WEAK = "WEAK"
    UNTOLD = "UNTOLD"


class Step(StrEnum):
    READ = "READ"
    RECALL = "RECALL"
    EXERCISE = "EXERCISE"
    CHECK = "CHECK"
    SAY = "SAY"
    NOTHING = "NOTHING"


MARKED = {Mark.STRONG: State.WHOLE, Mark.MIXED: State.PART, Mark.WEAK: State.PART, Mark.UNTOLD: State.NONE}
LACK = {Mark.STRONG: 0.0, Mark.MIXED: 0.5, Mark.WEAK: 1.0}


@dataclass(frozen=True, slots=True)
class Count:
    there: int = 0
    done: int = 0

    @property
    def left(self) -> int:
        return self.there - self.done


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in one area. share: of the role, 0 to 1.

    cards: those set aside left out; done: known now.  cards_ready: of those not known, how many can be asked now.
    tasks: exercises and reviews, and where an area has neither, predictions.  is_check_open: a first or newer check of
    this role could be taken now, and asks about this area.
    """

    share: float
    questions: Count
    cards: Count
    tasks: Count
    cards_ready: int = 0
    mark: Mark = Mark.UNTOLD
    is_check_open: bool = False

    @property
    def covered(self) -> State:
        return state_of(self.questions, self.questions.there)

    @property
    def recalled(self) -> State:
        return state_of(self.cards, self.cards_needed)

    @property
    def exercised(self) -> State:
        return state_of(self.tasks, 1)

    @property
    def checked(self) -> State:
        return MARKED[self.mark]

    @property
    def questions_missing(self) -> int:
        return self.questions.left

    @property
    def cards_needed(self) -> int:
        """Four in five, rounded up."""
        return -(-4 * self.cards.there // 5)

    @property
    def cards_missing(self) -> int:
        """How many cards more must come back before the area counts as recalled."""
        return max(0, self.cards_needed - self.cards.done)

    @property
    def is_exercise_missing(self) -> bool:
        return self.exercised is State.NONE

    @property
    def is_anything_missing(self) -> bool:
        """A check is never missing: nobody needs one."""
        return bool(self.questions_missing or self.cards_missing or self.is_exercise_missing)

    @property
    def is_practised(self) -> bool:
        return bool(self.questions.done or self.cards.done or self.tasks.done)

    @property
    def has_begun(self) -> bool:
        return self.is_practised or self.mark is not Mark.UNTOLD

    @property
    def lack(self) -> float:
        """How much of the area is missing, 0 to 1: the mean over what it has, a check counting once it was taken."""
        lacks = [self.questions_missing / self.questions.there] if self.questions.there else []
        lacks += [self.cards_missing / self.cards_needed] if self.cards.there else []
        lacks += [float(self.is_exercise_missing)] if self.tasks.there else []
        lacks += [LACK[self.mark]] if self.mark in LACK else []
        return sum(lacks) / len(lacks) if lacks else 0.0

    @property
    def step(self) -> Step:
        """The one thing to do next: meet the area, then keep it, then use it, then have it checked, then repair it."""
        if self.questions_missing:
            return Step.READ
        if self.cards_missing and self.cards_ready:
            return Step.RECALL
        if self.is_exercise_missing:
            return Step.EXERCISE
        if self.mark in (Mark.WEAK, Mark.MIXED):
            return Step.EXERCISE if self.tasks.left else Step.SAY
        return Step.CHECK if self.is_check_open else Step.NOTHING


def state_of(count: Count, enough: int) -> State:
    """Return how much there is. enough: how many make the whole."""
    if not count.there:
        return State.ABSENT
    if count.done >= enough:
        return State.WHOLE
    return State.PART if count.done else State.NONE
