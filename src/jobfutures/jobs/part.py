"""One part of the index, as it is read: postings in order of time, and for every word and value which have it.

A posting is known by its place in that order, its number. Sets of numbers are Roaring bitmaps; each is taken out of
the file when it is asked for, which is a copy of at most 125 kB for a million postings.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from uuid import UUID

import numpy as np
from pyroaring import BitMap

from jobfutures.jobs.entry import HALF, id_of
from jobfutures.jobs.sections import Array, Sections
from jobfutures.jobs.wanted import Cursor

WORD, TITLE = "word", "title"  # kinds of terms besides those of entries
STEM, BEGINNING, PAID = "stem", "beginning", "paid"  # and those that follow from others
BEGUN = (4, 3, 2)  # letters of those beginnings that are written down
END = "\U0010ffff"
WIDTH = 4  # values of one kind that a posting has in a table; few have more
MANY = ("city", WORD)  # kinds of so many values that their sets are not kept
SPARSE = 16  # of at most one posting in so many each is looked at for its values; of more, value by value
STRIDE = 32  # one of so many terms is kept where it is quickest to look through


Row = tuple[int, int, int]  # when it was posted, and both halves of its id


def key(kind: str, value: str) -> bytes:
    return f"{kind}\0{value}".encode()


class Part:
    """size: how many postings, those among them that ended too.  is_raw: see `partwriting.PartWriter`.

    Raises ValueError or OSError where it is broken.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sections = Sections(path)
        self.size: int = self.sections.said("size")
        self.is_raw: bool = self.sections.told.get("is_raw", False)
        self.posted, self.high, self.low = (self.sections.array(name) for name in ("posted", "high", "low"))
        self.pay_top, self.pay_middle = self.sections.array("pay_top"), self.sections.array("pay_middle")
        self.text = memoryview(self.sections.array("terms"))
        self.ends, self.begins, self.lengths = (
            memoryview(self.sections.array(name)) for name in ("ends", "begins", "lengths")
        )
        self.heads = [self.term(place) for place in range(0, len(self.lengths), STRIDE)]
        self.known: dict[str, dict[str, BitMap]] = {}
        self.named: dict[str, list[str]] = {}
        self.more: dict[str, BitMap] = {}
        self.counts: dict[str, dict[str, int]] = {}

    def term(self, place: int) -> bytes:
        return bytes(self.text[self.ends[place] : self.ends[place + 1]])

    def place(self, term: bytes) -> int:
        """Return where a term stands in order, or would."""
        end = bisect_left(self.heads, term) * STRIDE
        return bisect_left(range(min(end, len(self.lengths))), term, lo=max(0, end - STRIDE), key=self.term)

    def span(self, kind: str, beginning: str = "") -> range:
        return range(self.place(key(kind, beginning)), self.place(key(kind, beginning + END)))

    def bits_at(self, place: int) -> BitMap:
        return BitMap.deserialize(self.sections.read(self.begins[place], self.lengths[place]))

    def bits(self, kind: str, value: str) -> BitMap | None:
        """Return what has a value."""
        wanted = key(kind, value)
        place = self.place(wanted)
        return self.bits_at(place) if place < len(self.lengths) and self.term(place) == wanted else None

    def beginning(self, word: str) -> BitMap:
        """Return what has any word that begins like this; of short beginnings of many words it is written down."""
        ready = self.bits(BEGINNING, word) if len(word) in BEGUN else None
        if ready is not None:
            return ready
        return BitMap.union(BitMap(), *(self.bits_at(place) for place in self.span(WORD, word)))

    def values(self, kind: str) -> dict[str, BitMap]:
        """Return every value of a kind with what has it. They are kept, so ask for kinds of few values only."""
        if kind not in self.known:
            self.known[kind] = {self.value(place): self.bits_at(place) for place in self.span(kind)}
        return self.known[kind]

    def value(self, place: int) -> str:
        return self.term(place).partition(b"\0")[2].decode()

    def paying(self, least: int) -> tuple[BitMap, BitMap]:
        """Return who pays so much or more by the steps of pay that are written down, and who has to be looked at."""
        edges = self.sections.array("pay_edges")
        step = int(np.searchsorted(edges, least, "left"))
        enough = self.bits(PAID, str(step)) or BitMap()
        if step < len(edges) and edges[step] == least:
            return enough, BitMap()
        below = self.bits(PAID, str(step - 1)) if step else self.everything
        return enough, (below or BitMap()) - enough

    @cached_property
    def everything(self) -> BitMap:
        return BitMap(range(self.size))

    def names(self, kind: str) -> list[str]:
        if kind not in self.named:
            self.named[kind] = [self.value(place) for place in self.span(kind)]
        return self.named[kind]

    def in_more(self, kind: str) -> BitMap:
        """Return which have more values of a kind than the table has room for."""
        if kind not in self.more:
            self.more[kind] = bits_of(self.sections.array(f"{kind} more"))
        return self.more[kind]

    def table(self, kind: str) -> Array:
        """Return the first values of each posting, from 1; 0 is none."""
        return self.sections.array(f"{kind} table").reshape(self.size, -1)

    def count(self, kind: str, match: BitMap) -> Mapping[str, int]:
        """Count the values of these postings: by looking at each, or at each of the others, where either are few; else
        by intersecting sets, unless there are as many of these as of cities.
        """
        few = self.size // (2 if kind in MANY else SPARSE)
        if len(match) <= few:
            return self.tally(kind, match) if match else {}
        if self.size - len(match) > few:
            return {value: match.intersection_cardinality(bits) for value, bits in self.values(kind).items()}
        counts = Counter(self.all_counts(kind))
        counts.subtract(self.tally(kind, self.everything - match))
        return counts

    def all_counts(self, kind: str) -> dict[str, int]:
        if kind not in self.counts:
            counts = self.sections.array(f"{kind} counts").tolist()
            self.counts[kind] = dict(zip(self.names(kind), counts, strict=True))
        return self.counts[kind]

    def tally(self, kind: str, match: BitMap) -> dict[str, int]:
        """Count the values of these postings by looking at each posting."""
        names, table = self.names(kind), self.table(kind)
        counts = np.bincount(table[numbers_of(match)].ravel(), minlength=len(names) + 1)
        more = numbers_of(match & self.in_more(kind))
        if len(more):
            starts, codes = (self.sections.array(f"{kind} {what}") for what in ("starts", "codes"))
            for number in more:
                counts += np.bincount(codes[starts[number] + WIDTH : starts[number + 1]], minlength=len(counts))
        counts[0] = 0  # of no value
        some = np.flatnonzero(counts)
        return {names[code - 1]: count for code, count in zip(some.tolist(), counts[some].tolist(), strict=True)}

    def since(self, posted: int) -> int:
        """Return the first number of those posted at an instant or later."""
        return int(np.searchsorted(self.posted, posted, "left"))

    def before(self, cursor: Cursor) -> int:
        """Return how many stand behind a place of the list, which are those with smaller numbers."""
        first, last = (int(np.searchsorted(self.posted, cursor.posted, side)) for side in ("left", "right"))
        return bisect_left(range(last), cursor.id, lo=first, key=self.id)

    def id(self, number: int) -> UUID:
        return id_of(int(self.high[number]), int(self.low[number]))

    def rows(self, numbers: Array) -> Iterator[Row]:
        return zip(*(column[numbers].tolist() for column in (self.posted, self.high, self.low)), strict=True)

    def number(self, wanted: UUID) -> int | None:
        ordered, numbers = self.sections.array("high_ordered"), self.sections.array("high_numbers")
        high, low = np.uint64(wanted.int >> 64), np.uint64(wanted.int & HALF)
        first, last = (int(np.searchsorted(ordered, high, side)) for side in ("left", "right"))
        return next((int(one) for one in numbers[first:last] if self.low[one] == low), None)


def bits_of(numbers: Array) -> BitMap:
    """Return a set of numbers, which are quickest in order."""
    return BitMap(array("I", numbers.astype(np.uint32, copy=False).tobytes()))


def numbers_of(bits: BitMap) -> Array:
    return np.frombuffer(bits.to_array(), np.uint32)
