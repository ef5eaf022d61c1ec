"""Turns what somebody looks for into sets of postings, part by part of the index."""

from collections.abc import Iterator
from functools import cached_property, partial, reduce
from operator import and_

from pyroaring import BitMap

from jobfutures.jobs.entry import KINDS, PROMISE, promised
from jobfutures.jobs.part import MANY, STEM, TITLE, WORD, Part, bits_of, numbers_of
from jobfutures.jobs.spelling import STEMMED_FROM, folded, near, stem
from jobfutures.jobs.view import View
from jobfutures.jobs.wanted import Wanted
from jobfutures.jobs.words import FUZZY_FROM, PREFIX_FROM

DAY_MICROSECONDS = 24 * 60 * 60 * 1_000_000


class Asking:
    """One search over one view of the index. at: in microseconds.  loose: words that nothing has may be near ones."""

    def __init__(self, view: View, wanted: Wanted, at: int, *, loose: bool = False) -> None:
        self.wanted, self.at = wanted, at
        self.words = [word for word in map(folded, wanted.words) if word]
        self.begun = self.words[-1] if self.words and len(self.words[-1]) >= PREFIX_FROM else ""
        near_words = [word for word in self.words if loose and not self.is_known(view, word)]
        self.parts = [PartAsked(self, part, dead, near_words) for part, dead in zip(view.parts, view.dead, strict=True)]

    def is_known(self, view: View, word: str) -> bool:
        return len(word) < FUZZY_FROM or any(word_bits(part, word, begun=word == self.begun) for part in view.parts)

    def matches(self, without: str = "") -> list[BitMap]:
        """Return all that is asked for, of each part; `without` leaves one kind of filter out, for its own facet."""
        return [part.matches(without) for part in self.parts]


class PartAsked:
    """The sets of one part that the answers are made of."""

    def __init__(self, asking: Asking, part: Part, dead: BitMap, near_words: list[str]) -> None:
        self.wanted, self.at, self.part, self.dead = asking.wanted, asking.at, part, dead
        self.words = [
            (near_bits if word in near_words else word_bits)(part, word, begun=word == asking.begun)
            for word in asking.words
        ]
        self.filters = dict(self.filtered())

    def filtered(self) -> Iterator[tuple[str, BitMap]]:
        part, wanted = self.part, self.wanted
        for kind in KINDS:
            if values := getattr(wanted, kind):
                yield kind, any_of(part, kind, values)
        if wanted.currency:
            yield "currency", any_of(part, "currency", (wanted.currency,))
        if wanted.days is not None:
            since = part.since(self.at - wanted.days * DAY_MICROSECONDS)
            yield "days", BitMap(range(since, part.size))
        if wanted.answers is not None:
            last = promised(wanted.answers)
            some = [bits for value, bits in part.values(PROMISE).items() if value <= last]
            yield "answers", BitMap.union(BitMap(), *some)

    @cached_property
    def begun(self) -> BitMap:
        """Who has the words, and has not ended."""
        found = reduce(and_, sorted(self.words, key=len)) if self.words else self.part.everything
        return found - self.dead if self.dead else found

    @cached_property
    def paying(self) -> tuple[BitMap, BitMap]:
        return self.part.paying(self.wanted.yearly_from or 0)

    def matches(self, without: str) -> BitMap:
        must = [self.begun, *(bits for kind, bits in self.filters.items() if kind != without)]
        found = reduce(and_, sorted(must, key=len))
        if self.wanted.currency and self.wanted.pay_from is not None and without not in ("currency", "pay"):
            enough, doubtful = self.paying
            numbers = numbers_of(found & doubtful)
            least = self.wanted.yearly_from or 0
            found = found & enough | bits_of(numbers[self.part.pay_top[numbers] >= least])
        return found

    def titled(self, word: str) -> BitMap:
        """Return which have a word in their title, in any form."""
        return self.part.bits(TITLE, stem(word)) or BitMap()


def any_of(part: Part, kind: str, values: tuple[str, ...]) -> BitMap:
    get = partial(part.bits, kind) if kind in MANY else part.values(kind).get
    found = [bits for bits in map(get, values) if bits is not None]
    return found[0] if len(found) == 1 else BitMap.union(BitMap(), *found)


def word_bits(part: Part, word: str, *, begun: bool) -> BitMap:
    """Return which have a word in any form; the last one also as a beginning."""
    same = part.bits(STEM, stem(word)) if len(word) >= STEMMED_FROM else part.bits(WORD, word)
    found = [same or BitMap(), *([part.beginning(word)] if begun else [])]
    return found[0] if len(found) == 1 else found[0] | found[1]


def near_bits(part: Part, word: str, *, begun: bool) -> BitMap:
    """Return which have a word one letter away."""
    if begun:
        return BitMap.union(BitMap(), *(part.beginning(one) for one in dict.fromkeys(near(word))))
    return any_of(part, WORD, tuple(dict.fromkeys(near(word))))
