"""What a daily session consists of: some cards, a question to say aloud, and more where there is time for it.

Pure: what is there to do, what of it was done and when, and the time come in as arguments; the same arguments always
give the same session.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

CARD_SECONDS = 20  # one card, answer and grade
TICKING_SECONDS = 45  # after a question was said aloud: which key points were in it
FEWEST_CARDS = 3  # no other step takes the time for these, where there are as many
LENGTHS = (5, 15, 30)
LONG_AGO = datetime.min.replace(tzinfo=UTC)


class StepKind(StrEnum):
    CARDS = "cards"
    ALOUD = "aloud"
    PREDICT = "predict"
    REVIEW = "review"
    EXERCISE = "exercise"


BIG = (StepKind.REVIEW, StepKind.EXERCISE)
SLOTS: dict[int, tuple[tuple[StepKind, ...], ...]] = {
    5: ((StepKind.ALOUD,),),
    15: ((StepKind.ALOUD,), (StepKind.PREDICT,)),
    30: ((StepKind.ALOUD,), BIG, (StepKind.PREDICT,)),
}
ORDER = (StepKind.CARDS, StepKind.ALOUD, StepKind.PREDICT, *BIG)


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that may be practised. areas: ids, the most important first.  done_at: when it last was, if ever."""

    kind: StepKind
    key: str
    title: str
    areas: tuple[str, ...]
    seconds: int
    done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a session. key: what is practised, empty for cards.  count: how many cards, else 0."""

    kind: StepKind
    key: str
    title: str
    seconds: int
    count: int = 0

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.key}"


def compose(
    minutes: int, *, cards: int, offers: Sequence[Offer], areas: Collection[str] = (), turn: int = 0
) -> list[Step]:
    """Return the steps of a session of this length, which together take no longer than it.

    minutes: of LENGTHS.  cards: how many may be asked now.  areas: only these, the most important first; empty for
    all.  turn: which area comes first where nothing was done yet; sessions of other turns begin elsewhere.
    """
    left = minutes * 60
    reserve = CARD_SECONDS * min(cards, FEWEST_CARDS)
    open_offers = [offer for offer in offers if not areas or not set(areas).isdisjoint(offer.areas)]
    ranks = turned(list(areas) or first_areas(open_offers), turn)
    chosen: list[Offer] = []
    for kinds in SLOTS[minutes]:
        found = best([offer for offer in open_offers if offer.kind in kinds], chosen, ranks, offers, left - reserve)
        if found:
            chosen.append(found)
            left -= found.seconds
    number = min(cards, left // CARD_SECONDS)
    left -= number * CARD_SECONDS
    spoken = [offer for offer in open_offers if offer.kind is StepKind.ALOUD]
    while found := best(spoken, chosen, ranks, offers, left):  # where there are few cards, the time is for speaking
        chosen.append(found)
        left -= found.seconds
    steps = [Step(offer.kind, offer.key, offer.title, offer.seconds) for offer in chosen]
    if number:
        steps.append(Step(StepKind.CARDS, "", "", number * CARD_SECONDS, number))
    return sorted(steps, key=lambda step: ORDER.index(step.kind))


def best(
    found: Iterable[Offer], chosen: Sequence[Offer], ranks: Sequence[str], known: Sequence[Offer], most_seconds: int
) -> Offer | None:
    """Return what to practise next of what fits: new before done, then from an area that this session does not have
    yet, then what was done longest ago, then from the area that was practised longest ago, then in order."""
    taken = {offer.key for offer in chosen}
    used = {area for offer in chosen for area in offer.areas}
    last = last_practised(known)
    rank = {area: place for place, area in enumerate(ranks)}

    def merit(offer: Offer) -> tuple[bool, bool, datetime, datetime, int]:
        return (
            offer.done_at is not None,
            not used.isdisjoint(offer.areas),
            offer.done_at or LONG_AGO,
            max((last.get(area, LONG_AGO) for area in offer.areas), default=LONG_AGO),
            min((rank[area] for area in offer.areas if area in rank), default=len(rank)),
        )

    fitting = [offer for offer in found if offer.key not in taken and offer.seconds <= most_seconds]
    return min(fitting, key=merit, default=None)


def last_practised(offers: Iterable[Offer]) -> dict[str, datetime]:
    """Return when each area was last practised, of those that ever were."""
    last: dict[str, datetime] = {}
    for offer in offers:
        if offer.done_at:
            last |= {area: max(last.get(area, LONG_AGO), offer.done_at) for area in offer.areas}
    return last


def first_areas(offers: Iterable[Offer]) -> list[str]:
    return list(dict.fromkeys(area for offer in offers for area in offer.areas))


def turned(areas: Sequence[str], turn: int) -> list[str]:
    place = turn % len(areas) if areas else 0
    return [*areas[place:], *areas[:place]]
