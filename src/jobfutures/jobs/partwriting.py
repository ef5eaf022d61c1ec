"""Writes one part of the index: terms with their postings, and what follows from them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from pyroaring import BitMap

from jobfutures.jobs.entry import CURRENCY, KINDS, PROMISE
from jobfutures.jobs.part import BEGINNING, BEGUN, PAID, STEM, WIDTH, WORD, bits_of, key, numbers_of
from jobfutures.jobs.sections import Array, SectionWriter
from jobfutures.jobs.spelling import STEMMED_FROM, stem

WIDE = 32  # a beginning of more words than so many is written down
PAY_STEPS = 64
STEPPED_FROM = 4096  # postings; fewer are all looked at
COUNTED = {one.encode() for one in (*KINDS, CURRENCY, PROMISE)}
COLUMNS = ("posted", "high", "low", "pay_top", "pay_middle")
TYPES = (np.int64, np.uint64, np.uint64, np.int64, np.int64)


@dataclass
class Columns:
    """The numbers of postings: of each column one array, in the same order."""

    posted: Array
    high: Array
    low: Array
    pay_top: Array
    pay_middle: Array

    def order(self) -> Array:
        """Return the places of these postings by time and id."""
        return np.lexsort((self.low, self.high, self.posted))

    def taken(self, places: Array) -> "Columns":
        return Columns(*(getattr(self, name)[places] for name in COLUMNS))


class Beginnings:
    """Unites words that begin alike, while they come in order, and hands on those beginnings that many words have."""

    def __init__(self, ready: Callable[[str, BitMap], object]) -> None:
        self.ready = ready
        self.text = dict.fromkeys(BEGUN, "")
        self.bits = {letters: BitMap() for letters in BEGUN}
        self.number = dict.fromkeys(BEGUN, 0)

    def add(self, word: str, bits: BitMap) -> None:
        self.finish(word)
        self.bits[BEGUN[0]] |= bits
        self.number[BEGUN[0]] += 1

    def finish(self, following: str = "") -> None:
        """Close the beginnings that the next word does not share, the longest first: shorter ones consist of them."""
        for letters, shorter in zip(BEGUN, (*BEGUN[1:], 0), strict=True):
            if self.text[letters] == following[:letters] and following:
                return
            if self.number[letters] > WIDE and len(self.text[letters]) == letters:
                self.ready(self.text[letters], self.bits[letters])
            if shorter:
                self.bits[shorter] |= self.bits[letters]
                self.number[shorter] += self.number[letters]
            self.text[letters], self.bits[letters], self.number[letters] = following[:letters], BitMap(), 0


class PartWriter:
    """Takes the terms of a part in order, each once, and then the columns of its postings.

    is_raw: without what follows from others, for a part that is only joined with others.
    """

    def __init__(self, file: SectionWriter, *, is_raw: bool = False) -> None:
        self.file, self.is_raw = file, is_raw
        self.terms: list[tuple[bytes, int, int]] = []
        self.stems: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        self.beginnings = Beginnings(lambda text, bits: self.write(key(BEGINNING, text), bits))
        self.values: defaultdict[str, list[Array]] = defaultdict(list)

    def put(self, term: bytes, bits: BitMap) -> None:
        begin, length = self.write(term, bits)
        kind, _, value = term.partition(b"\0")
        if self.is_raw:
            return
        if kind in COUNTED:
            self.values[kind.decode()].append(numbers_of(bits))
        elif kind == WORD.encode():
            word = value.decode()
            self.beginnings.add(word, bits)
            if len(word) >= STEMMED_FROM:
                self.stems[stem(word)].append((begin, length))

    def write(self, term: bytes, bits: BitMap) -> tuple[int, int]:
        content = bits.serialize()
        begin = self.file.write(content)
        self.terms.append((term, begin, len(content)))
        return begin, len(content)

    def end(self, columns: Columns) -> None:
        """Write the rest; the columns are in the order of the numbers."""
        self.derive()
        self.add_steps(columns.pay_top)
        self.terms.sort()
        self.file.add("terms", np.frombuffer(b"".join(term for term, _, _ in self.terms), np.uint8))
        lengths = np.array([len(term) for term, _, _ in self.terms], np.uint64)
        self.file.add("ends", np.concatenate([np.zeros(1, np.uint64), np.cumsum(lengths, dtype=np.uint64)]))
        self.file.add("begins", np.array([begin for _, begin, _ in self.terms], np.uint64))
        self.file.add("lengths", np.array([length for _, _, length in self.terms], np.uint32))
        for name in COLUMNS:
            self.file.add(name, getattr(columns, name))
        places = np.argsort(columns.high, kind="stable").astype(np.uint32)
        self.file.add("high_ordered", columns.high[places])
        self.file.add("high_numbers", places)
        for counted in COUNTED if not self.is_raw else ():
            self.add_values(counted.decode(), len(columns.posted))
        self.file.end({"size": len(columns.posted), "is_raw": self.is_raw})

    def derive(self) -> None:
        """Add stems and the last beginnings. The stem of one form only is that form, and takes no room."""
        self.beginnings.finish()
        self.file.flush()
        for text, forms in self.stems.items():
            if len(forms) == 1:
                self.terms.append((key(STEM, text), *forms[0]))
            else:
                self.write(key(STEM, text), BitMap.union(*(BitMap.deserialize(self.file.read(*one)) for one in forms)))

    def add_values(self, kind: str, size: int) -> None:
        """Write a table of the first values of a kind that each posting has; where some have more, all of them too."""
        values = self.values[kind]
        numbers = np.concatenate([np.zeros(0, np.uint32), *values])
        codes = np.arange(1, len(values) + 1, dtype=np.min_scalar_type(len(values) + 1))
        codes = np.repeat(codes, [len(one) for one in values])[np.argsort(numbers, kind="stable")]
        counts = np.bincount(numbers, minlength=size)
        starts = np.concatenate([np.zeros(1, np.uint32), np.cumsum(counts, dtype=np.uint32)])
        table = np.zeros((size, min(WIDTH, max(1, int(counts.max(initial=0))))), codes.dtype)
        for place in range(table.shape[1]):
            some = counts > place
            table[some, place] = codes[starts[:-1][some] + place]
        more = np.flatnonzero(counts > WIDTH).astype(np.uint32)
        self.file.add(f"{kind} counts", np.array([len(one) for one in values], np.uint32))
        self.file.add(f"{kind} table", table)
        self.file.add(f"{kind} more", more)
        if len(more):
            self.file.add(f"{kind} codes", codes)
            self.file.add(f"{kind} starts", starts)

    def add_steps(self, pays: Array) -> None:
        """Write who pays so much or more, at steps that part all postings evenly."""
        edges = (
            np.unique(np.sort(pays)[:: max(1, len(pays) // PAY_STEPS)])
            if len(pays) >= STEPPED_FROM and not self.is_raw
            else pays[:0]
        )
        for step, edge in enumerate(edges.tolist()):
            self.write(key(PAID, str(step)), bits_of(np.flatnonzero(pays >= edge)))
        self.file.add("pay_edges", edges)
