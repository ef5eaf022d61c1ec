"""Asks the index: which postings, how many, and how they divide."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from heapq import nlargest
from math import log

import numpy as np
from pyroaring import BitMap

from jobfutures.jobs.answers import Counts, Found, Pays
from jobfutures.jobs.asking import DAY_MICROSECONDS, Asking
from jobfutures.jobs.entry import KINDS, PROMISE, id_of, promised
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.part import Part, Row, numbers_of
from jobfutures.jobs.sections import Array
from jobfutures.jobs.view import View
from jobfutures.jobs.wanted import MOST_RANKED, NEWEST, Cursor, Wanted, microseconds

MOST_CITIES = 12
MOST_WEIGHED = 6  # words that a list by match goes by, the rarest
SAMPLED = 20_000  # amounts that the ends of the picture of pay are taken from
DAYS = (1, 7, 30)
ANSWERS = (2, 5, 7, 14)
BARS = 12
Chosen = dict[tuple[int, ...], BitMap]  # by which words stand in the title


class Finder:
    """Answers over one view of the index; any of it raises ValueError or OSError where it is broken."""

    def __init__(self, index: JobIndex, view: View, wanted: Wanted, at: datetime) -> None:
        self.index, self.view, self.wanted = index, view, wanted
        self.at = microseconds(at) // 60_000_000 * 60_000_000  # by the minute, so that answers can be kept
        self.near = False
        self.take(Asking(view, wanted, self.at))
        if not self.count and self.asking.words:
            loose = Asking(view, wanted, self.at, loose=True)
            self.near = any(loose.matches())
            if self.near:
                self.take(loose)

    def take(self, asking: Asking) -> None:
        self.asking, self.matches = asking, asking.matches()
        self.count = sum(map(len, self.matches))

    def key(self, what: str) -> tuple[object, ...]:
        return (what, replace(self.wanted, sort=NEWEST), self.at)

    def newest(self, after: Cursor | None, limit: int) -> Found:
        """Return a page of the list by (time, id), newest first."""
        rows = newest_of(self.view.parts, self.matches, after, limit + 1)
        following = str(rows[limit - 1]) if len(rows) > limit else ""
        return Found([row.id for row in rows[:limit]], self.count, following, self.near)

    def ranked(self, skipped: int, limit: int) -> Found:
        """Return a page of the list by how many of the rarer words stand in the title; it ends after MOST_RANKED."""
        rows: list[Cursor] = []
        for tier in tiers(self.asking, self.matches, self.view.count):
            rows += newest_of(self.view.parts, tier, None, skipped + limit - len(rows))
        rows = rows[skipped:]
        end = skipped + len(rows)
        following = str(end) if end < min(self.count, MOST_RANKED) and rows else ""
        return Found([row.id for row in rows], self.count, following, self.near)

    def facets(self) -> Counts:
        """Return by kind how many postings each value would leave, its own kind's filter aside. Exact."""
        key = self.key("facets")
        if key not in self.index.kept:
            kinds = (*KINDS, "days", "answers", "currency")
            self.index.keep(key, {kind: self.divided(kind) for kind in kinds})
        kept: Counts = self.index.kept[key]
        return kept

    def divided(self, kind: str) -> dict[str, int]:
        matches = self.asking.matches(kind) if getattr(self.wanted, kind) else self.matches
        pairs = list(zip(self.view.parts, matches, strict=True))
        if kind == "city":
            return cities(pairs)
        if kind == "days":
            return {str(days): sum(since(*pair, self.at - days * DAY_MICROSECONDS) for pair in pairs) for days in DAYS}
        if kind == "answers":
            counts = tally(pairs, PROMISE)
            return {str(days): sum(counts[one] for one in counts if one <= promised(days)) for days in ANSWERS}
        return dict(tally(pairs, kind).most_common())

    def pays(self, currency: str) -> Pays:
        """Return the distribution of pay of those postings that pay in a currency."""
        key = (*self.key("pays"), currency)
        if key not in self.index.kept:
            pairs = list(zip(self.view.parts, self.asking.matches("pay"), strict=True))
            some = [numbers_of(match & (part.bits("currency", currency) or BitMap())) for part, match in pairs]
            amounts = [part.pay_middle[numbers] for (part, _), numbers in zip(pairs, some, strict=True)]
            self.index.keep(key, Pays(currency, bars(np.concatenate([np.zeros(0, np.int64), *amounts]))))
        pays: Pays = self.index.kept[key]
        return pays


def newest_of(parts: list[Part], sets: list[BitMap], after: Cursor | None, limit: int) -> list[Cursor]:
    """Return the newest postings of these sets, behind a place of the list."""
    rows: list[Row] = []
    for part, bits in zip(parts, sets, strict=True):
        before = part.before(after) if after else part.size
        end = bits.rank(before - 1) if before else 0
        rows += part.rows(numbers_of(bits[max(0, end - limit) : end]))
    return [Cursor(posted, id_of(high, low)) for posted, high, low in sorted(rows, reverse=True)[:limit]]


def tiers(asking: Asking, matches: list[BitMap], count: int) -> Iterator[list[BitMap]]:
    """Yield what matches in sets, by the words in the titles, those with the rarest first."""
    sizes = [sum(len(part.words[place]) for part in asking.parts) for place in range(len(asking.words))]
    rarest = sorted(range(len(sizes)), key=lambda place: sizes[place])[:MOST_WEIGHED]
    weights = {place: log(1 + count / (sizes[place] or 1)) for place in rarest}
    split: list[Chosen] = [{(): match} for match in matches]
    for place in rarest:
        titled = [part.titled(asking.words[place]) for part in asking.parts]
        split = [divide(sets, bits, place) for sets, bits in zip(split, titled, strict=True)]
    found = {chosen for sets in split for chosen in sets}
    scores = {chosen: sum(weights[place] for place in chosen) for chosen in found}
    for chosen in sorted(found, key=lambda one: (-scores[one], one)):
        yield [sets.get(chosen, BitMap()) for sets in split]


def divide(sets: Chosen, bits: BitMap, place: int) -> Chosen:
    """Part each set by whether it has one more word, and drop those of nobody."""
    found: Chosen = {}
    for chosen, one in sets.items():
        found[(*chosen, place)], found[chosen] = one & bits, one - bits
    return {chosen: one for chosen, one in found.items() if one}


def since(part: Part, match: BitMap, posted: int) -> int:
    return match.range_cardinality(part.since(posted), part.size)


def tally(pairs: list[tuple[Part, BitMap]], kind: str) -> Counter[str]:
    counts = Counter[str]()
    for part, match in pairs:
        counts.update(part.count(kind, match))
    return +counts


def cities(pairs: list[tuple[Part, BitMap]]) -> dict[str, int]:
    """Return the most frequent cities, exactly counted."""
    counts = tally(pairs, "city")
    enough = max(1, min(nlargest(MOST_CITIES, counts.values()), default=1))
    some = [(-number, city) for city, number in counts.items() if number >= enough]
    return {city: -number for number, city in sorted(some)[:MOST_CITIES]}


def bars(amounts: Array) -> list[tuple[int, int, int]]:
    """Count amounts between round ones; the ends of the range take what lies beyond."""
    if not len(amounts):
        return []
    low, high = np.quantile(amounts[:: len(amounts) // SAMPLED + 1], [0.02, 0.98]).tolist()
    if not high > 0:  # nobody is paid
        return []
    step = round_step((high - low) / BARS or high / BARS)
    begins = range(int(low) // step * step, int(high) + 1, step)
    places = ((amounts - begins[0]) / step).astype(np.int64)
    counts = np.bincount(np.clip(places, 0, len(begins) - 1), minlength=len(begins)).tolist()
    return [(begin, begin + step, count) for begin, count in zip(begins, counts, strict=True)]


def round_step(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, ... that is at least so much."""
    size = 1
    while True:
        for first in (1, 2, 5):
            if first * size >= least:
                return first * size
        size *= 10
