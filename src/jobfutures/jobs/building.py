"""Makes parts of the index of postings as they are read, in any order."""

from array import array
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from jobfutures.jobs.entry import Entry
from jobfutures.jobs.numbering import Numbering
from jobfutures.jobs.part import TITLE, WORD, bits_of, key
from jobfutures.jobs.partwriting import TYPES, Columns, PartWriter
from jobfutures.jobs.sections import Array, SectionWriter
from jobfutures.jobs.spelling import spaced, stem

AT_ONCE = 100_000  # postings in memory while many are built: some 300 MB
TEXTS_AT_ONCE = 256  # what fits the caches of a processor
HALF = np.uint64(32)


class Gathering:
    """Which postings have which terms: pairs of the number of a term and of the posting in the order of reading."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self.found = array("I")
        self.ends = array("I", [0])

    def add(self, terms: Iterable[str]) -> None:
        numbers = self.terms
        self.found.extend([numbers.setdefault(term, len(numbers)) for term in terms])
        self.ends.append(len(self.found))

    def put(self, writer: PartWriter, ranks: Array) -> None:
        terms = [term.encode() for term in self.terms]
        put(writer, terms, np.frombuffer(self.found, np.uint32), np.diff(np.frombuffer(self.ends, np.uint32)), ranks)


class Reading:
    """The words of texts, a few texts at a time."""

    def __init__(self) -> None:
        self.numbering = Numbering()
        self.waiting: list[bytes] = []
        self.found: list[Array] = []
        self.counts: list[Array] = []

    def add(self, text: str) -> None:
        self.waiting.append(spaced(text))
        if len(self.waiting) == TEXTS_AT_ONCE:
            self.read()

    def read(self) -> None:
        if self.waiting:
            found, counts = self.numbering.number(self.waiting)
            self.found.append(found)
            self.counts.append(counts)
            self.waiting = []

    def put(self, writer: PartWriter, ranks: Array) -> None:
        self.read()
        terms = [key(WORD, "") + word for word in self.numbering.words]
        put(writer, terms, np.concatenate(self.found), np.concatenate(self.counts), ranks)


def put(writer: PartWriter, terms: list[bytes], found: Array, counts: Array, ranks: Array) -> None:
    """Write each term, in order, with the numbers of the postings that have it. counts: terms of each posting."""
    pairs = found.astype(np.uint64) << HALF
    pairs |= np.repeat(ranks, counts)
    pairs.sort()
    starts = np.searchsorted(pairs, np.arange(len(terms) + 1, dtype=np.uint64) << HALF).tolist()
    numbers = pairs.astype(np.uint32)
    for place in sorted(range(len(terms)), key=terms.__getitem__):
        writer.put(terms[place], bits_of(numbers[starts[place] : starts[place + 1]]))


class Building:
    """Takes postings in, and writes them as one part."""

    def __init__(self) -> None:
        self.words, self.tags = Reading(), Gathering()
        self.rows: list[tuple[int, int, int, int, int]] = []

    def add(self, entry: Entry) -> None:
        self.words.add(entry.text)
        titles = [f"{TITLE}\0{stem(one)}" for one in spaced(entry.title).decode().split()]
        self.tags.add([*titles, *entry.tags()])
        self.rows.append(entry.numbers())

    def write(self, path: Path, *, is_raw: bool = False) -> None:
        columns = Columns(*(np.array(one, kind) for one, kind in zip(zip(*self.rows, strict=True), TYPES, strict=True)))
        order = columns.order()
        ranks = np.empty(len(order), np.uint64)
        ranks[order] = np.arange(len(order), dtype=np.uint64)
        with SectionWriter(path) as file:
            writer = PartWriter(file, is_raw=is_raw)
            self.tags.put(writer, ranks)
            self.words.put(writer, ranks)
            writer.end(columns.taken(order))
