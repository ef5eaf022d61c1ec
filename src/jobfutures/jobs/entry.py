"""One posting as the search index holds it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobfutures.jobs.wanted import microseconds
from jobfutures.jobs.yearly import yearly

KINDS = ("workplace", "level", "employment", "country", "city", "topic", "size")  # as `Wanted` names them
CURRENCY, PROMISE = "currency", "promise"
HALF = (1 << 64) - 1


@dataclass(slots=True)
class Entry:
    """A live posting. id: its UUID as a number.  cities: `DE:Berlin`.  topics: slugs of areas.

    text: all words that find it, the title's too.
    """

    id: int
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

    def numbers(self) -> tuple[int, int, int, int, int]:
        """Return when it was posted, both halves of its id, and the top and the middle of its pay for a year."""
        low, high = yearly(self.pay_min, self.period), yearly(self.pay_max, self.period)
        return microseconds(self.posted_at), self.id >> 64, self.id & HALF, high, (low + high) // 2


def promised(days: int) -> str:
    """Return days as a word, so that words in order are numbers in order."""
    return f"{days:05d}"


def id_of(high: int, low: int) -> UUID:
    return UUID(int=high << 64 | low)
