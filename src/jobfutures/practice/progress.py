"""How far a person is, area by area: of cards, of exercises, predictions and reviews, and how well they recall. Six
queries, however long the log is."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, Subquery, Value

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt, Exercise
from jobfutures.practice.models import Entry, Memory
from jobfutures.practice.queries import day_began, due_forecast, live_cards
from jobfutures.practice.rules import AGAIN, Act, Remembered, Standing, standing
from jobfutures.predictions.models import Attempt as Answer
from jobfutures.predictions.models import Prediction
from jobfutures.reviews.models import Attempt as ReviewAttempt
from jobfutures.reviews.models import Review
from jobfutures.topics.models import Area, Section

LATEST = 2000  # answers from which recall is counted
ENOUGH = 10  # answers below which no recall is shown
GROUND = 42
A_DAY = timedelta(days=1)
SHOWN = [Standing.KNOWN, Standing.FADING, Standing.LEARNING, Standing.UNMET]  # in a bar, from left to right


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a bar, in hundredths of its width."""

    standing: Standing
    x: float
    width: float


@dataclass(frozen=True)
class Share:
    """How many there are, and how many of them are done."""

    there: int = 0
    done: int = 0


NONE = Share()


@dataclass(frozen=True)
class AreaProgress:
    """One area. exercises: passed.  predictions: right at least once.  reviews: handed in.

    recalled, answered: of the latest answers to cards that had not been seen for a day.
    """

    area: Area
    cards: Mapping[Standing, int]
    exercises: Share
    predictions: Share
    reviews: Share
    recalled: int
    answered: int

    @property
    def known(self) -> int:
        return self.cards.get(Standing.KNOWN, 0)

    @property
    def fading(self) -> int:
        return self.cards.get(Standing.FADING, 0)

    @property
    def learning(self) -> int:
        return self.cards.get(Standing.LEARNING, 0)

    @property
    def unmet(self) -> int:
        return self.cards.get(Standing.UNMET, 0)

    @property
    def aside(self) -> int:
        return self.cards.get(Standing.ASIDE, 0)

    @property
    def has_recall(self) -> bool:
        return self.answered >= ENOUGH

    @property
    def pieces(self) -> list[Piece]:
        """Return the bar of the area's cards; those set aside are no part of it."""
        counts = [self.cards.get(one, 0) for one in SHOWN]
        scale = 100 / (sum(counts) or 1)
        begins = [sum(counts[:place]) * scale for place in range(len(counts))]
        pieces = zip(SHOWN, begins, counts, strict=True)
        return [Piece(one, round(x, 3), round(count * scale, 3)) for one, x, count in pieces if count]


@dataclass(frozen=True)
class Day:
    """One day of the forecast. x, y, height: of its bar, in a picture 140 wide, with the ground at GROUND."""

    on: date
    due: int
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Next:
    """What is worth doing next; each may be nothing."""

    due: int
    fading: AreaProgress | None
    unmet: AreaProgress | None
    exercises: AreaProgress | None


@dataclass(frozen=True)
class Progress:
    sections: list[tuple[Section, list[AreaProgress]]]
    days: list[Day]
    coming: Next
    has_begun: bool

    @property
    def areas(self) -> list[AreaProgress]:
        return [area for _section, areas in self.sections for area in areas]


def progress_of(person: User, at: datetime) -> Progress:
    met, due = standings(person, at)
    has_begun = bool(met)
    recall, shares = recall_by_area(person), shares_by_area(person)
    in_all = cards_by_area()
    rows = Area.objects.filter(pk__in=in_all).select_related("section").order_by("section__position", "position")
    areas = [
        AreaProgress(
            area,
            {**met[area.pk], Standing.UNMET: in_all[area.pk] - met[area.pk].total()},
            shares.get(("exercises", area.pk), NONE),
            shares.get(("predictions", area.pk), NONE),
            shares.get(("reviews", area.pk), NONE),
            *recall[area.pk],
        )
        for area in rows
    ]
    sections = [(section, list(group)) for section, group in groupby(areas, key=section_of)]
    return Progress(sections, days(due_forecast(person, at), at), coming(areas, due), has_begun=has_begun)


def section_of(progress: AreaProgress) -> Section:
    return progress.area.section


def cards_by_area() -> Mapping[str, int]:
    rows = live_cards().order_by().values_list("question__area").annotate(Count("pk"))
    return dict(rows)


def standings(person: User, at: datetime) -> tuple[Mapping[str, Counter[Standing]], int]:
    """Return by area how many of the cards that somebody met stand where; and how many of all are due."""
    rows = Memory.objects.visible_to(person).filter(card__retired=False, card__question__retired=False)
    found: defaultdict[str, Counter[Standing]] = defaultdict(Counter)
    columns = ("card__question__area", "state", "stability", "reviewed_at", "is_suspended", "due_at")
    due = 0
    for area, state, stability, reviewed_at, is_suspended, due_at in rows.values_list(*columns):
        memory = Remembered(state, stability=stability, reviewed_at=reviewed_at, is_suspended=is_suspended)
        where = standing(memory, at)
        if where is not Standing.UNMET:
            found[area][where] += 1
        due += bool(due_at and due_at <= at and not is_suspended)
    return found, due


def shares_by_area(person: User) -> Mapping[tuple[str, str], Share]:
    """Return by kind and area how many there are, and how many of them the person has done. One query."""
    passed = Attempt.objects.visible_to(person).passed().filter(exercise=OuterRef("pk"))
    right = Answer.objects.visible_to(person).filter(prediction=OuterRef("pk"), right=True)
    handed_in = ReviewAttempt.objects.visible_to(person).filter(review=OuterRef("pk"))
    exercises, predictions, reviews = (
        rows.order_by().annotate(kind=Value(kind), is_done=Exists(done)).values_list("kind", area, "is_done", "pk")
        for kind, rows, area, done in (
            ("exercises", Exercise.objects.published(), "areas", passed),
            ("predictions", Prediction.objects.published(), "area", right),
            ("reviews", Review.objects.published(), "areas", handed_in),
        )
    )
    found: dict[tuple[str, str], Share] = {}
    for kind, area, is_done, _pk in exercises.union(predictions, reviews, all=True):
        held = found.get((kind, area), NONE)
        found[kind, area] = Share(held.there + 1, held.done + is_done)
    return found


def recall_by_area(person: User) -> Mapping[str, tuple[int, int]]:
    """Return by area how many of the latest answers after a day or more recalled the card, and how many there were."""
    mine = Entry.objects.visible_to(person)
    undone = mine.filter(card=OuterRef("card"), act=Act.UNDONE, undoes=OuterRef("key"))
    earlier = mine.filter(card=OuterRef("card"), act=Act.REVIEWED, at__lt=OuterRef("at")).filter(~Exists(undone))
    latest = mine.filter(act=Act.REVIEWED).filter(~Exists(undone)).order_by("-at")
    before = latest.annotate(before_at=Subquery(earlier.order_by("-at").values("at")[:1]))[:LATEST]
    found: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for area, grade, at, before_at in before.values_list("card__question__area", "grade", "at", "before_at"):
        if before_at and at - before_at >= A_DAY:
            recalled, answered = found[area]
            found[area] = recalled + (grade > AGAIN), answered + 1
    return found


def days(counts: list[int], at: datetime) -> list[Day]:
    first, most = day_began(at).date(), max(counts) or 1
    heights = [round(GROUND * due / most, 2) for due in counts]
    return [
        Day(first + timedelta(days=number), due, 10 * number + 1, round(GROUND - height, 2), height)
        for number, (due, height) in enumerate(zip(counts, heights, strict=True))
    ]


def coming(areas: list[AreaProgress], due: int) -> Next:
    """Return what is next: the area that fades most, the one begun or first to be begun, one with exercises left."""
    fading = max(areas, key=lambda one: one.fading, default=None)
    return Next(
        due=due,
        fading=fading if fading and fading.fading else None,
        unmet=next((one for one in areas if one.unmet), None),
        exercises=next((one for one in areas if one.known and one.exercises.done < one.exercises.there), None),
    )
