"""What a person did of the questions and the cards of some areas: for the rooms above. One query each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.practice.models import Memory, Telling
from jobfutures.practice.rules import Remembered, Standing, standing
from jobfutures.practice.sources import levels_up_to


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that is asked at a level. cards: how many of its cards belong to that level or one below.

    is_told: the person explained it aloud or in writing, at least once.
    """

    id: str
    title: str
    guide: str
    area: str
    cards: int
    is_told: bool


@dataclass(frozen=True, slots=True)
class Met:
    """What became of the cards of one question. standings: of those that were asked, or set aside.

    due: how many are not known, and may be asked now.
    """

    standings: Counter[Standing]
    due: int

    @property
    def known(self) -> int:
        return self.standings[Standing.KNOWN]

    @property
    def aside(self) -> int:
        return self.standings[Standing.ASIDE]

    @property
    def asked(self) -> int:
        return self.standings.total() - self.aside


def asked_at(person: User, areas: Collection[str], level: str) -> list[Asked]:
    """Return the published questions of areas (ids) at a level, in reading order."""
    cards = Q(cards__retired=False, cards__key_point__level__in=levels_up_to(level))
    told = Exists(Telling.objects.visible_to(person).filter(question=OuterRef("pk")))
    rows = Question.objects.published().filter(area__in=areas).in_reading_order()
    counted = rows.annotate(asked_cards=Count("cards", filter=cards), is_told=told)
    columns = ("levels", "pk", "title", "guide_id", "area_id", "asked_cards", "is_told")
    return [Asked(*found) for levels, *found in counted.values_list(*columns) if level in levels]


def cards_met(person: User, areas: Collection[str], level: str, at: datetime) -> Mapping[str, Met]:
    """Return by question what became of its cards of a level and below."""
    rows = Memory.objects.visible_to(person).filter(
        card__retired=False, card__question__area__in=areas, card__key_point__level__in=levels_up_to(level)
    )
    found: defaultdict[str, Counter[Standing]] = defaultdict(Counter)
    due: Counter[str] = Counter()
    columns = ("card__question", "state", "stability", "reviewed_at", "is_suspended", "due_at")
    for question, state, stability, reviewed_at, is_suspended, due_at in rows.values_list(*columns):
        memory = Remembered(state, stability=stability, reviewed_at=reviewed_at, is_suspended=is_suspended)
        where = standing(memory, at)
        if where is not Standing.UNMET:
            found[question][where] += 1
            due[question] += bool(due_at and due_at <= at and where in (Standing.LEARNING, Standing.FADING))
    return {question: Met(counted, due[question]) for question, counted in found.items()}


def met_areas(person: User) -> frozenset[str]:
    """Return the ids of the areas of which a person has answered a card or more."""
    rows = Memory.objects.visible_to(person).exclude(reviewed_at=None)
    return frozenset(rows.values_list("card__question__area", flat=True).distinct())
