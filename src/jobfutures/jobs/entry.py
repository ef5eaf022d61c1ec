"""One posting as the search index holds it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jobfutures.jobs.wanted import microseconds
from jobfutures.jobs.yearly import yearly

KINDS = ("workplace", "level", "employment", "country", "city", "topic", "size")  # as `Wanted` names them
CURRENCY, PROMISE = "currency", "promise"
HALF = (1 << 64) - 1


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

    def tags(self) -> list[str]:
        """Return what it is found by besides words: kinds and values, with a zero between."""
        return [
            f"workplace\0{self.workplace}", f"level\0{self.level}", f"employment\0{self.employment}",
            f"size\0{self.size}", f"{CURRENCY}\0{self.currency}", f"{PROMISE}\0{promised(self.promise_days)}",
            *[f"country\0{one}" for one in self.countries], *[f"city\0{one}" for one in self.cities],
            *[f"topic\0{one}" for one in self.topics],
        ]  # fmt: skip

    def numbers(self) -> tuple[int, int, int, int, int]:
        """Return when it was posted, both halves of its id, and the top and the middle of its pay for a year."""
        low, high = yearly(self.pay_min, self.period), yearly(self.pay_max, self.period)
        whole = self.id.int
        return microseconds(self.posted_at), whole >> 64, whole & HALF, high, (low + high) // 2


def promised(days: int) -> str:
    """Return days as a word, so that words in order are numbers in order."""
    return f"{days:05d}"


def id_of(high: int, low: int) -> UUID:
    return UUID(int=high << 64 | low)
