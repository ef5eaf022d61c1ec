"""Makes parts of the index of postings as they are read, in any order."""

from array import array
from pathlib import Path

import numpy as np

from jobfutures.jobs.entry import Entry
from jobfutures.jobs.part import TITLE, WORD, bits_of, key
from jobfutures.jobs.partwriting import TYPES, Columns, PartWriter
from jobfutures.jobs.sections import Array, SectionWriter
from jobfutures.jobs.spelling import stem, tokens

AT_ONCE = 50_000  # postings in memory while many are built: some 200 MB


class Numbered(dict[bytes, int]):
    """Gives each new term the next number."""

    def __missing__(self, term: bytes) -> int:
        self[term] = number = len(self)
        return number


class Gathering:
    """Terms of one sort, posting after posting."""

    def __init__(self) -> None:
        self.numbers = Numbered()
        self.found = array("I")
        self.ends = array("I")

    def add(self, terms: list[bytes]) -> None:
        self.found.extend(map(self.numbers.__getitem__, terms))
        self.ends.append(len(self.found))

    def put(self, writer: PartWriter, ranks: Array, before: bytes = b"") -> None:
        """Write each term, in order, with the numbers of the postings that have it."""
        ends = np.frombuffer(self.ends, np.uint32)
        counts: Array = np.diff(ends, prepend=ends.dtype.type(0))
        pairs = np.frombuffer(self.found, np.uint32).astype(np.uint64) << np.uint64(32)
        pairs |= np.repeat(ranks, counts)
        pairs.sort()
        starts = np.searchsorted(pairs, np.arange(len(self.numbers) + 1, dtype=np.uint64) << np.uint64(32)).tolist()
        numbers = pairs.astype(np.uint32)
        for term, code in sorted(self.numbers.items()):
            writer.put(before + term, bits_of(numbers[starts[code] : starts[code + 1]]))


class Building:
    """Takes postings in, and writes them as one part."""

    def __init__(self) -> None:
        self.words, self.tags = Gathering(), Gathering()
        self.rows: list[tuple[int, int, int, int, int]] = []

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, entry: Entry) -> None:
        self.words.add(tokens(entry.text))
        titles = [key(TITLE, stem(one.decode())) for one in tokens(entry.title)]
        self.tags.add([*titles, *(key(kind, value) for kind, value in entry.tags())])
        self.rows.append(entry.numbers())

    def write(self, path: Path) -> None:
        columns = Columns(*(np.array(one, kind) for one, kind in zip(zip(*self.rows, strict=True), TYPES, strict=True)))
        order = columns.order()
        ranks = np.empty(len(order), np.uint64)
        ranks[order] = np.arange(len(order), dtype=np.uint64)
        with SectionWriter(path) as file:
            writer = PartWriter(file)
            self.tags.put(writer, ranks)
            self.words.put(writer, ranks, key(WORD, ""))
            writer.end(columns.taken(order))
