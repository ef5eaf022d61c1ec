"""How one posting fits one person, in reasons. Pure; it is worked out when that person looks, and kept nowhere.

There is no sum of reasons: nothing can be sorted by it.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

LEVELS = ("JUNIOR", "MIDDLE", "SENIOR", "STAFF", "LEAD")


@dataclass(frozen=True)
class Seeker:
    """What a person practised and says of what they look for; empty where they said nothing.

    floor: least pay for a full year in minor units of currency.  may_work: countries where they need no sponsor.
    """

    practised: frozenset[str] = frozenset()
    level: str = ""
    workplaces: frozenset[str] = frozenset()
    country: str = ""
    city: str = ""
    relocates: bool | None = None
    may_work: frozenset[str] = frozenset()
    floor: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Offer:
    """What a posting says. places: (country, city).  low, high: pay for a full year in minor units of currency."""

    topics: tuple[str, ...]
    level: str
    workplace: str
    places: tuple[tuple[str, str], ...]
    applicants: tuple[str, ...]
    low: int
    high: int
    currency: str


@dataclass(frozen=True)
class Reason:
    """One thing to know. kind: names its sentence.  fits: None where it cannot be said."""

    kind: str
    fits: bool | None
    numbers: tuple[int, int] = (0, 0)


def reasons(seeker: Seeker, offer: Offer) -> list[Reason]:
    """Return what speaks for a posting and what against, in a fixed order; nothing on what the person never said."""
    return [*topics(seeker.practised, offer), *level(seeker, offer), *place(seeker, offer), *pay(seeker, offer)]


def topics(practised: Collection[str], offer: Offer) -> Iterator[Reason]:
    if practised and offer.topics:
        known = sum(one in practised for one in offer.topics)
        yield Reason("topics", fits=known * 2 >= len(offer.topics), numbers=(known, len(offer.topics)))


def level(seeker: Seeker, offer: Offer) -> Iterator[Reason]:
    if not seeker.level or offer.level not in LEVELS:
        return
    distance = LEVELS.index(offer.level) - LEVELS.index(seeker.level)
    kind = "level" if not distance else "level_above" if distance > 0 else "level_below"
    yield Reason(kind, fits=not distance)


def place(seeker: Seeker, offer: Offer) -> Iterator[Reason]:
    if seeker.workplaces:
        wanted = offer.workplace in seeker.workplaces
        yield Reason("workplace" if wanted else "other_workplace", fits=wanted)
    if not seeker.country:
        return
    if offer.workplace == "REMOTE":
        open_there = seeker.country in offer.applicants
        yield Reason("open_to_country" if open_there else "closed_to_country", fits=open_there)
    elif any(country == seeker.country and same(city, seeker.city) for country, city in offer.places):
        yield Reason("same_city", fits=True)
    elif any(country == seeker.country for country, _ in offer.places):
        yield Reason("same_country", fits=True)
    elif offer.places:
        yield Reason("other_country", fits=bool(seeker.relocates))
    there = {country for country, _ in offer.places}
    if offer.workplace != "REMOTE" and seeker.may_work and there and not there & seeker.may_work:
        yield Reason("no_permission", fits=False)


def same(one: str, other: str) -> bool:
    return bool(one.strip()) and one.strip().casefold() == other.strip().casefold()


def pay(seeker: Seeker, offer: Offer) -> Iterator[Reason]:
    if seeker.floor is None:
        return
    if seeker.currency != offer.currency:
        yield Reason("other_currency", fits=None)
    elif offer.low >= seeker.floor:
        yield Reason("pay_above", fits=True)
    elif offer.high >= seeker.floor:
        yield Reason("pay_reaches", fits=True)
    else:
        yield Reason("pay_below", fits=False)
