"""What a person practises next, and how far they are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card, Question
from jobfutures.practice.models import Entry, Memory, Plan, Preference
from jobfutures.practice.rules import NOTHING, Act, Remembered, interleaved
from jobfutures.topics.models import Area

AT_ONCE = 50  # cards that one page of practice hands out
# What is shown of a card. The whole text of its question would come along otherwise, and be sorted with it.
OF_A_CARD = (
    "id", "slug", "front", "back", "position", "key_point_id", "question__title", "question__guide_id",
    "question__area__slug", "question__area__title", "question__area__position", "question__area__section__slug",
    "question__area__section__title", "question__area__section__position",
)  # fmt: skip
OF_A_MEMORY = (
    "state", "step", "stability", "difficulty", "due_at", "reviewed_at", "reviews", "lapses", "is_suspended",
    *(f"card__{column}" for column in OF_A_CARD),
)  # fmt: skip


@dataclass(frozen=True)
class Waiting:
    """A card to be asked, and what is remembered of it."""

    card: Card
    memory: Remembered


@dataclass(frozen=True)
class Queue:
    """The cards of now, interleaved by area: due ones first, then new ones; and what still fits into today."""

    due: list[Waiting]
    new: list[Waiting]
    has_more: bool
    reviews_left_today: int
    new_left_today: int

    @property
    def cards(self) -> list[Waiting]:
        return [*self.due, *self.new]


def live_cards() -> QuerySet[Card]:
    """Return the cards that one may be asked: of published questions, not retired."""
    cards = Card.objects.filter(retired=False, question__retired=False).select_related("question__area__section")
    return cards.only(*OF_A_CARD)


def preference_of(person: User) -> Preference:
    return Preference.objects.visible_to(person).first() or Preference(owner=person)


def day_began(at: datetime) -> datetime:
    """Return when the person's day began, by the clock of the site."""
    return timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)


def queue(person: User, wanted: Preference, at: datetime, *, area: Area | None = None, most: int = AT_ONCE) -> Queue:
    """Return what is to be practised now, of one area or of all. Five queries, whatever the size of the log."""
    reviews_left, new_left = left_today(person, wanted, at)
    due = Memory.objects.visible_to(person).due(at).filter(card__retired=False, card__question__retired=False)
    if area:
        due = due.filter(card__question__area=area)
    rows = due.select_related("card__question__area__section").only(*OF_A_MEMORY).soonest_first()
    fits = min(most, reviews_left)
    found = list(rows[: fits + 1])
    soonest = found[:fits]
    room = max(0, min(most - len(soonest), new_left, reviews_left - len(soonest)))
    new = list(new_cards(person, area)[:room]) if room else []
    return Queue(
        due=[Waiting(memory.card, memory.remembered()) for memory in interleaved_by_area(soonest, area_of_memory)],
        new=[Waiting(card, NOTHING) for card in interleaved_by_area(new, area_of_card)],
        has_more=most < min(len(found), reviews_left),
        reviews_left_today=reviews_left,
        new_left_today=new_left,
    )


def left_today(person: User, wanted: Preference, at: datetime) -> tuple[int, int]:
    """Return how many answers, and how many new cards among them, the person's own limits leave for today."""
    earlier = Entry.objects.filter(owner=person, card=OuterRef("card"), act=Act.REVIEWED, at__lt=day_began(at))
    today = Entry.objects.visible_to(person).filter(act=Act.REVIEWED, at__gte=day_began(at))
    counts = today.aggregate(answered=Count("pk"), begun=Count("card", distinct=True, filter=~Exists(earlier)))
    return max(0, wanted.reviews_a_day - counts["answered"]), max(0, wanted.new_a_day - counts["begun"])


def new_cards(person: User, area: Area | None = None) -> QuerySet[Card]:
    """Return cards that the person never met, in reading order: of an area, or of their plan where they have one."""
    met = Memory.objects.filter(owner=person, card=OuterRef("pk")).exclude(due_at=None, is_suspended=False)
    cards = live_cards().filter(~Exists(met))
    plan = None if area else Plan.objects.visible_to(person).first()
    if area:
        cards = cards.filter(question__area=area)
    if plan:
        areas = Area.objects.filter(role_shares__role=plan.role_id, role_shares__level=plan.level)
        cards = cards.filter(question__area__in=areas).filter(levels_up_to(plan.level))
    return cards.order_by(
        "question__area__section__position", "question__area__position", "question__position", "position"
    )


def levels_up_to(level: str) -> Q:
    """Match cards whose key point is expected at a level: a senior knows what a junior does."""
    order = ["JUNIOR", "MIDDLE", "SENIOR"]
    return Q(key_point__level__in=order[: order.index(level) + 1])


def area_of_card(card: Card) -> str:
    return card.question.area_id


def area_of_memory(memory: Memory) -> str:
    return memory.card.question.area_id


def interleaved_by_area[Item](items: list[Item], area: Callable[[Item], str]) -> list[Item]:
    """Return items so that neighbours come from different areas, as far as that goes."""
    by_area = groupby(sorted(items, key=area), key=area)
    return interleaved([list(group) for _area, group in by_area])


def deck(area: Area) -> list[Card]:
    """Return the cards of one area in reading order."""
    return list(live_cards().filter(question__area=area).order_by("question__position", "question", "position"))


def practised_areas() -> list[Area]:
    """Return the areas that have published questions, in reading order."""
    written = Question.objects.published().filter(area=OuterRef("pk"))
    return list(Area.objects.filter(Exists(written)).order_by("section__position", "position"))


def set_aside(person: User) -> QuerySet[Memory]:
    """Return the cards that a person has set aside, newest first."""
    rows = Memory.objects.visible_to(person).filter(is_suspended=True)
    return rows.select_related("card__question__area__section").only(*OF_A_MEMORY).order_by("-last_at")


def due_forecast(person: User, at: datetime, days: int = 14) -> list[int]:
    """Return how many cards fall due on each of the coming days; what is due already counts for today."""
    first = day_began(at)
    until = first + timedelta(days=days)
    counts = [0] * days
    rows = Memory.objects.visible_to(person).filter(is_suspended=False, due_at__lt=until)
    for due_at in rows.values_list("due_at", flat=True):
        if due_at:
            counts[max(0, (due_at - first).days)] += 1
    return counts


def own_areas(person: User) -> QuerySet[Area]:
    """Return the areas of which a person has met a card, and those of their plan."""
    met = Memory.objects.filter(owner=person, card__question__area=OuterRef("pk"))
    planned = Plan.objects.filter(owner=person, role__shares__area=OuterRef("pk"), level=F("role__shares__level"))
    return Area.objects.filter(Exists(met) | Exists(planned))
