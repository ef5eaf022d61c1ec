"""Asks the index: which postings, how many, and how they divide."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

import structlog
from tantivy import Query, Searcher

from jobfutures.jobs.asking import DAY_MICROSECONDS, FIELDS, Asking
from jobfutures.jobs.entry import id_of
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.wanted import MOST_RANKED, NEWEST, Cursor, Wanted, microseconds

ALL = 300  # more values than any kind but cities has
MOST_CITIES = 12
EVERY_CITY = 100_000  # counted in each part of the index before the most frequent are kept: else counts were guesses
DAYS = (1, 7, 30)
ANSWERS = (2, 5, 7, 14)
BARS = 12
Counts = dict[str, dict[str, int]]
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Found:
    """One page of ids, and the count of all. near: words were taken for others one letter away."""

    ids: list[UUID]
    count: int
    following: str
    near: bool


@dataclass(frozen=True)
class Pays:
    """How many postings pay what, by the middle of their range for a full year, in minor units of a currency."""

    currency: str
    bars: list[tuple[int, int, int]]  # from, to, number


class Finder:
    """Answers over one view of the index; any of it raises ValueError or OSError where the index is broken."""

    def __init__(self, index: JobIndex, searcher: Searcher, wanted: Wanted, at: datetime) -> None:
        self.index, self.searcher, self.wanted = index, searcher, wanted
        self.at = microseconds(at) // 60_000_000 * 60_000_000  # by the minute, so that answers can be kept
        self.asking = self.ask(loose=False)
        self.count = self.counted()
        self.near = False
        if not self.count and wanted.words:
            loose = self.ask(loose=True)
            self.asking, strict = loose, self.asking
            self.count = self.counted(loose=True)
            self.near = bool(self.count)
            self.asking = loose if self.near else strict

    def ask(self, *, loose: bool) -> Asking:
        return Asking(self.searcher, self.index.schema, self.wanted, self.at, loose=loose)

    def key(self, what: str) -> tuple[object, ...]:
        return (what, replace(self.wanted, sort=NEWEST), self.at)

    def counted(self, *, loose: bool = False) -> int:
        key = self.key("loose" if loose else "count")
        if key not in self.index.kept:
            result: Any = self.searcher.search(self.asking.query(), 1, count=True, order_by_field="posted")
            self.index.keep(key, result.count)
        return int(self.index.kept[key])

    def newest(self, after: Cursor | None, limit: int) -> Found:
        """Return a page of the list by (time, id), newest first. Rows of one instant may be many: then it looks on."""
        more = self.asking.between("posted", None, after.posted) if after else None
        query, asked = self.asking.query(more=more), limit + 2
        while True:
            hits = self.hits(query, asked)
            rows = sorted((row for row in hits if after is None or row < after), reverse=True)
            if len(hits) < asked or (len(rows) >= limit and rows[limit - 1].posted > hits[-1].posted):
                break
            asked *= 4
        following = str(rows[limit - 1]) if len(rows) > limit else ""
        return Found([row.id for row in rows[:limit]], self.count, following, self.near)

    def hits(self, query: Query, limit: int) -> list[Cursor]:
        found: Any = self.searcher.search(query, limit, count=False, order_by_field="posted")
        return self.cursors([address for _, address in found.hits])

    def cursors(self, addresses: list[Any]) -> list[Cursor]:
        columns = [self.searcher.fast_field_values(name, addresses) for name in ("posted", "high", "low")]
        rows = zip(*columns, strict=True)
        return [Cursor(int(posted or 0), id_of(int(high or 0), int(low or 0))) for posted, high, low in rows]

    def ranked(self, skipped: int, limit: int) -> Found:
        """Return a page of the list by how well words fit; it ends after MOST_RANKED."""
        found: Any = self.searcher.search(self.asking.ranked(), limit, count=False, offset=skipped)
        rows = self.cursors([address for _, address in found.hits])
        end = skipped + len(rows)
        following = str(end) if end < min(self.count, MOST_RANKED) and rows else ""
        return Found([row.id for row in rows], self.count, following, self.near)

    def facets(self) -> Counts:
        """Return by kind how many postings each value would leave, its own kind's filter aside. Exact."""
        key = self.key("facets")
        if key not in self.index.kept:
            chosen = {kind for kind in FIELDS if getattr(self.wanted, kind)}
            chosen |= {kind for kind in ("days", "answers", "currency") if getattr(self.wanted, kind)}
            free = [kind for kind in (*FIELDS, "days", "answers", "currency") if kind not in chosen]
            counts = self.divided(self.asking.query(), free)
            for kind in chosen:
                counts |= self.divided(self.asking.query(without=kind), [kind])
            self.index.keep(key, counts)
        kept: Counts = self.index.kept[key]
        return kept

    def divided(self, query: Query, kinds: list[str]) -> Counts:
        found = self.searcher.aggregate(query, {kind: self.division(kind) for kind in kinds}) if kinds else {}
        counts = {}
        for kind in kinds:
            buckets = [(str(one["key"]), int(one["doc_count"])) for one in found[kind]["buckets"]]
            numbers = [number for _, number in buckets]
            if kind == "days":
                counts[kind] = {str(one): sum(numbers[len(DAYS) - place :]) for place, one in enumerate(DAYS)}
            elif kind == "answers":
                counts[kind] = {str(one): sum(numbers[: place + 1]) for place, one in enumerate(ANSWERS)}
            else:
                counts[kind] = dict(buckets)
        return counts

    def division(self, kind: str) -> dict[str, Any]:
        if kind == "days":
            return {"range": stretches("posted", [self.at - days * DAY_MICROSECONDS for days in reversed(DAYS)])}
        if kind == "answers":
            return {"range": stretches("promise", [days + 1 for days in ANSWERS])}
        most = {"size": MOST_CITIES, "segment_size": EVERY_CITY} if kind == "city" else {"size": ALL}
        return {"terms": {"field": FIELDS.get(kind, kind), **most}}

    def pays(self, currency: str) -> Pays:
        """Return the distribution of pay of those postings that pay in a currency."""
        key = (*self.key("pays"), currency)
        if key not in self.index.kept:
            term = Query.term_query(self.index.schema, "currency", currency, "basic")
            self.index.keep(key, Pays(currency, self.bars(self.asking.query(without="pay", more=term))))
        pays: Pays = self.index.kept[key]
        return pays

    def bars(self, query: Query) -> list[tuple[int, int, int]]:
        """Count the postings between round amounts; the ends of the range take what lies beyond."""
        asked = {"ends": {"percentiles": {"field": "pay_middle", "percents": [2.0, 98.0]}}}
        low, high = self.searcher.aggregate(query, asked)["ends"]["values"].values()
        if not high > 0:  # there is none, or nobody is paid
            return []
        step = round_step((high - low) / BARS or high / BARS)
        edges = range(int(low) // step * step, int(high) + step, step)
        inner = list(edges)[1:]
        buckets = self.searcher.aggregate(query, {"bars": {"range": stretches("pay_middle", inner)}})["bars"]["buckets"]
        return [(begin, begin + step, int(one["doc_count"])) for begin, one in zip(edges, buckets, strict=True)]


def stretches(field: str, edges: list[int]) -> dict[str, Any]:
    """Return a division of all numbers at these edges, of which there is at least one."""
    ranges = [{"from": low, "to": high} for low, high in pairwise(edges)]
    return {"field": field, "ranges": ranges or [{"to": edges[0]}]}


def round_step(least: float) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, ... that is at least so much."""
    size = 1
    while True:
        for first in (1, 2, 5):
            if first * size >= least:
                return first * size
        size *= 10
