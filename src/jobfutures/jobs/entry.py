"""One posting as the search index holds it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobfutures.jobs.wanted import microseconds
from jobfutures.jobs.yearly import yearly

HALF = 1 << 63  # what an id's halves are moved down by, so that they fit and keep their order as signed numbers


@dataclass(frozen=True, slots=True)
class Entry:
    """A live posting. cities: `DE:Berlin`.  topics: slugs of areas.  text: all words that find it, the title's too."""

    id: UUID
    posted_at: datetime
    title: str
    text: str
    workplace: str
    level: str
    employment: str
    size: str
    countries: list[str]
    cities: list[str]
    topics: list[str]
    promise_days: int
    currency: str
    pay_min: int
    pay_max: int
    period: str

    def columns(self) -> dict[str, object]:
        """Return what the index stores, by field."""
        low, high = yearly(self.pay_min, self.period), yearly(self.pay_max, self.period)
        same = (
            "title",
            "text",
            "workplace",
            "level",
            "employment",
            "size",
            "countries",
            "cities",
            "topics",
            "currency",
        )
        return {
            **{name: getattr(self, name) for name in same if getattr(self, name)},
            "job": self.id.hex,
            "high": (self.id.int >> 64) - HALF,
            "low": (self.id.int & ((1 << 64) - 1)) - HALF,
            "posted": microseconds(self.posted_at),
            "promise": self.promise_days,
            "pay_top": high,
            "pay_middle": (low + high) // 2,
        }


def id_of(high: int, low: int) -> UUID:
    return UUID(int=(high + HALF) << 64 | (low + HALF))
