"""Makes parts of the index of postings as they are read, in any order."""

from array import array
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from jobfutures.jobs.entry import CURRENCY, KINDS, PROMISE, Entry, promised
from jobfutures.jobs.numbering import Numbering
from jobfutures.jobs.part import TITLE, WORD, bits_of, key
from jobfutures.jobs.partwriting import TYPES, Columns, PartWriter
from jobfutures.jobs.sections import Array, SectionWriter
from jobfutures.jobs.spelling import spaced, stem

AT_ONCE = 100_000  # postings in memory while many are built: some 600 MB
TEXTS_AT_ONCE = 256  # what fits the caches of a processor
HALF = 16  # bits


class Terms(dict[Any, int]):
    """The number of the term of each value of one kind; one that is asked for first gets the next of all kinds."""

    def __init__(self, terms: list[bytes], kind: str, spelled: Callable[[Any], str] = str) -> None:
        self.terms, self.kind, self.spelled = terms, kind, spelled

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self.terms)
        self.terms.append(key(self.kind, self.spelled(value)))
        return number


class Titles(dict[bytes, int]):
    """The number of the term of each word of a title: words of one stem have one."""

    def __init__(self, terms: list[bytes]) -> None:
        self.stems = Terms(terms, TITLE)

    def __missing__(self, word: bytes) -> int:
        self[word] = number = self.stems[stem(word.decode())]
        return number


class Gathering:
    """Which postings have which values: the numbers of their terms in the order of reading, and where each ends."""

    def __init__(self) -> None:
        self.terms: list[bytes] = []
        self.kinds = [Terms(self.terms, kind) for kind in (*KINDS, CURRENCY)]
        self.promises, self.titles = Terms(self.terms, PROMISE, promised), Titles(self.terms)
        self.found = array("I")
        self.ends = array("I", [0])

    def add(self, entry: Entry) -> None:
        workplaces, levels, employments, countries, cities, topics, sizes, currencies = self.kinds
        titles = self.titles
        found = [
            workplaces[entry.workplace], levels[entry.level], employments[entry.employment], sizes[entry.size],
            currencies[entry.currency], self.promises[entry.promise_days],
            *[titles[word] for word in spaced(entry.title).split()], *[countries[one] for one in entry.countries],
            *[cities[one] for one in entry.cities], *[topics[one] for one in entry.topics],
        ]  # fmt: skip
        self.found.fromlist(found)
        self.ends.append(len(self.found))

    def put(self, writer: PartWriter, ranks: Array) -> None:
        counts = np.diff(np.frombuffer(self.ends, np.uint32))
        put(writer, self.terms, np.frombuffer(self.found, np.uint32), counts, ranks)


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
    places = by_number(found, len(terms))
    numbers = np.repeat(ranks, counts)[places]
    ends = np.cumsum(np.bincount(found, minlength=len(terms))).tolist()
    is_ordered = bool(np.all(ranks[1:] > ranks[:-1]))
    for place in sorted(range(len(terms)), key=terms.__getitem__):
        some = numbers[ends[place - 1] if place else 0 : ends[place]]
        writer.put(terms[place], bits_of(some if is_ordered else np.sort(some)))


def by_number(numbers: Array, limit: int) -> Array:
    """Return the places of numbers below a limit in the order of these, those of one number as they stand.

    Numbers of two bytes are sorted by counting them, with twice the speed of a sort that compares.
    """
    places = numbers.astype(np.uint16).argsort(kind="stable")
    if limit > 1 << HALF:
        places = places[(numbers >> HALF).astype(np.uint16)[places].argsort(kind="stable")]
    return places


def build(path: Path, entries: Iterable[Entry], *, is_raw: bool) -> None:
    """Write postings as one part; no file where there are none."""
    building = Building()
    for entry in entries:
        building.add(entry)
    if building.rows:
        building.write(path, is_raw=is_raw)


class Building:
    """Takes postings in, and writes them as one part."""

    def __init__(self) -> None:
        self.words, self.tags = Reading(), Gathering()
        self.rows: list[tuple[int, int, int, int, int]] = []

    def add(self, entry: Entry) -> None:
        self.words.add(entry.text)
        self.tags.add(entry)
        self.rows.append(entry.numbers())

    def write(self, path: Path, *, is_raw: bool = False) -> None:
        columns = Columns(*(np.array(one, kind) for one, kind in zip(zip(*self.rows, strict=True), TYPES, strict=True)))
        order = columns.order()
        ranks = np.empty(len(order), np.uint32)
        ranks[order] = np.arange(len(order), dtype=np.uint32)
        with SectionWriter(path) as file:
            writer = PartWriter(file, is_raw=is_raw)
            self.tags.put(writer, ranks)
            self.words.put(writer, ranks)
            writer.end(columns.taken(order))
