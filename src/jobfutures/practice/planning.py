"""What can be prepared until a day, and what cannot. Pure: work, days and minutes come in as arguments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from jobfutures.practice.composing import CARD_SECONDS, TICKING_SECONDS

CARD_ANSWERS = 4  # how often a card that is known each time is asked in its first 30 days: counted from the scheduler
CHARACTERS_A_SECOND = 20  # reading: 200 words of 6 characters a minute
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Work:
    """What is left to do of one area. share: of the role, 0 to 1.  questions: of this level, in all."""

    area: str
    share: float
    needs: frozenset[str]
    questions: int
    aloud_seconds: int = 0
    cards: int = 0
    characters: int = 0

    @property
    def aloud_minutes(self) -> int:
        return rounded(self.aloud_seconds)

    @property
    def card_minutes(self) -> int:
        return rounded(self.cards * CARD_ANSWERS * CARD_SECONDS)

    @property
    def reading_minutes(self) -> int:
        return rounded(self.characters / CHARACTERS_A_SECOND)

    @property
    def minutes(self) -> int:
        return self.aloud_minutes + self.card_minutes + self.reading_minutes


@dataclass(frozen=True, slots=True)
class Placed:
    """One area in time. done_on: the day on which the last of it fits, None where it does not.

    fits: how many of its minutes fit.
    """

    work: Work
    begins_on: date | None
    done_on: date | None
    fits: int

    @property
    def is_begun_only(self) -> bool:
        return self.done_on is None and self.fits > 0


@dataclass(frozen=True, slots=True)
class Week:
    begins_on: date
    ends_on: date
    parts: list[tuple[str, int]]  # area, minutes


@dataclass(frozen=True, slots=True)
class Course:
    """A whole plan. days: until the interview, None without one.  unwritten: areas the guide says nothing of yet."""

    placed: list[Placed]
    weeks: list[Week]
    unwritten: list[Work]
    days: int | None
    done: list[Work] = field(default_factory=list)

    @property
    def fitting(self) -> list[Placed]:
        return [one for one in self.placed if one.done_on]

    @property
    def left_out(self) -> list[Placed]:
        return [one for one in self.placed if not one.done_on]

    @property
    def minutes(self) -> int:
        return sum(one.work.minutes for one in self.placed)

    @property
    def minutes_a_day_for_all(self) -> int | None:
        """How many minutes a day everything would take until the day; None without a day, or where none is left."""
        return -(-self.minutes // self.days) if self.days else None

    @property
    def ends_on(self) -> date | None:
        return max((one.done_on for one in self.placed if one.done_on), default=None)


def rounded(seconds: float) -> int:
    """Return seconds as whole minutes, and at least one where there is anything to do."""
    return max(1, round(seconds / 60)) if seconds else 0


def aloud_time(aloud_seconds: int) -> int:
    return aloud_seconds + TICKING_SECONDS


def in_order(works: Sequence[Work]) -> list[Work]:
    """Return areas so that the larger share comes first, and what an area builds on before it."""
    by_area = {work.area: work for work in works}
    ordered: dict[str, Work] = {}
    for work in largest_first(works):
        place(work, by_area, ordered, frozenset())
    return list(ordered.values())


def place(work: Work, by_area: dict[str, Work], ordered: dict[str, Work], above: frozenset[str]) -> None:
    if work.area in ordered or work.area in above:  # a ring: whichever came first stays first
        return
    for needed in largest_first([by_area[area] for area in work.needs if area in by_area]):
        place(needed, by_area, ordered, above | {work.area})
    ordered[work.area] = work


def largest_first(works: Collection[Work]) -> list[Work]:
    return sorted(works, key=lambda work: (-work.share, work.area))


def course(works: Sequence[Work], *, begins_on: date, interview_on: date | None, minutes_a_day: int) -> Course:
    """Lay the areas one after the other onto the days from `begins_on` to the day before the interview.

    minutes_a_day: > 0. An interview on or before `begins_on` leaves no day.
    """
    days = None if interview_on is None else max(0, (interview_on - begins_on).days)
    written = [work for work in in_order(works) if work.questions]
    open_works = [work for work in written if work.minutes]
    placed: list[Placed] = []
    used = 0
    for work in open_works:
        room = work.minutes if days is None else max(0, min(work.minutes, days * minutes_a_day - used))
        first, last = used // minutes_a_day, (used + max(room, 1) - 1) // minutes_a_day
        placed.append(
            Placed(
                work,
                begins_on=begins_on + timedelta(days=first) if room else None,
                done_on=begins_on + timedelta(days=last) if room == work.minutes else None,
                fits=room,
            )
        )
        used += room
    return Course(
        placed=placed,
        weeks=in_weeks(
            placed, begins_on, minutes_a_day, None if days is None else begins_on + timedelta(days=days - 1)
        ),
        unwritten=largest_first([work for work in works if not work.questions]),
        days=days,
        done=[work for work in written if not work.minutes],
    )


def in_weeks(placed: Sequence[Placed], begins_on: date, minutes_a_day: int, last_on: date | None) -> list[Week]:
    """Return what is done in each week, counted from the first day; the minutes of all weeks are those that fit.

    last_on: the last day of all, on which the last week ends early.
    """
    a_week = minutes_a_day * WEEK.days
    parts: dict[int, list[tuple[str, int]]] = {}
    used = 0
    for one in placed:
        end = used + one.fits
        while used < end:
            week = used // a_week
            until = min(end, (week + 1) * a_week)
            parts.setdefault(week, []).append((one.work.area, until - used))
            used = until
    weeks = []
    for week, found in sorted(parts.items()):
        first = begins_on + week * WEEK
        last = first + WEEK - timedelta(days=1)
        weeks.append(Week(first, min(last, last_on) if last_on else last, found))
    return weeks
