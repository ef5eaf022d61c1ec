"""Makes one part of the index out of several, without those postings that ended."""

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import numpy as np
from pyroaring import BitMap

from jobfutures.jobs.part import BEGINNING, PAID, STEM, Part, bits_of, numbers_of
from jobfutures.jobs.partwriting import COLUMNS, Columns, PartWriter
from jobfutures.jobs.sections import Array, SectionWriter

AT_ONCE = 50  # terms between two pauses
LIVE_SHARE = 0.75  # a part with fewer live postings is written anew
RATIO = 4  # a part holds so many times what all smaller ones hold together, so that there are few
GONE = np.uint32(2**32 - 1)
DERIVED = {one.encode() for one in (STEM, BEGINNING, PAID)}
Term = tuple[bytes, int, int]  # the term, which part, its place there


def due(live: list[int], sizes: list[int]) -> int:
    """Return from which part on, of parts from the largest to the smallest, all should become one: len where none."""
    for place, size in enumerate(sizes):
        if sum(live[place + 1 :]) * RATIO > live[place] or live[place] < size * LIVE_SHARE:
            return place
    return len(sizes)


class Joining:
    """One such work. dead: who had ended in each part when it began; those that end meanwhile are in `moved`."""

    def __init__(self, parts: list[Part], dead: list[BitMap], path: Path) -> None:
        self.parts, self.path = parts, path
        self.dead = [BitMap(bits) for bits in dead]
        self.maps: list[Array] = []
        self.shifts: list[int | None] = []  # by how much all numbers of a part grow, where it is by the same

    def run(self) -> Iterator[None]:
        """Write the part, with a pause wherever this yields."""
        columns = self.lay_out()
        yield
        with SectionWriter(self.path) as file:
            writer = PartWriter(file)
            terms = merge(*(terms_of(part, number) for number, part in enumerate(self.parts)))
            for number, (term, some) in enumerate(groupby(terms, key=itemgetter(0))):
                bits = BitMap.union(*[self.bits(which, place) for _, which, place in some])
                if bits:
                    writer.put(term, bits)
                if number % AT_ONCE == 0:
                    yield
            writer.end(columns)

    def lay_out(self) -> Columns:
        """Give those that live their new numbers, and return their columns in this order."""
        live = [numbers_of(part.everything - dead) for part, dead in zip(self.parts, self.dead, strict=True)]
        pairs = list(zip(self.parts, live, strict=True))
        columns = Columns(*(np.concatenate([getattr(part, name)[some] for part, some in pairs]) for name in COLUMNS))
        order = columns.order()
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        first = 0
        for part, some in pairs:
            places = np.full(part.size, GONE)
            places[some] = ranks[first : first + len(some)]
            self.maps.append(places)
            self.shifts.append(shift_of(places))
            first += len(some)
        return columns.taken(order)

    def bits(self, which: int, place: int) -> BitMap:
        """Return which postings have a term, by their numbers in the new part."""
        bits, shift = self.parts[which].bits_at(place), self.shifts[which]
        if shift is not None:
            return bits.shift(shift) if shift else bits
        found = self.maps[which][numbers_of(bits)]
        return bits_of(np.sort(found[found != GONE] if self.dead[which] else found))

    def moved(self, dead: list[BitMap]) -> BitMap:
        """Return who has ended since this began, by their numbers in the new part."""
        found = BitMap()
        for places, before, now in zip(self.maps, self.dead, dead, strict=True):
            found |= bits_of(places[numbers_of(now - before)])
        return found


def shift_of(places: Array) -> int | None:
    first = int(places[0])
    return first if np.array_equal(places, np.arange(first, first + len(places))) else None


def terms_of(part: Part, number: int) -> Iterator[Term]:
    """Yield the terms of a part in order, but those that the writer derives."""
    for place in range(len(part.lengths)):
        term = part.term(place)
        if term.partition(b"\0")[0] not in DERIVED:
            yield term, number, place
