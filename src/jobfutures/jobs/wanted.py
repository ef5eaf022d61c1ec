"""What somebody looks for among postings, and where on their list they are. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Self
from urllib.parse import urlencode
from uuid import UUID

from jobfutures.jobs.words import words_of
from jobfutures.jobs.yearly import yearly
from jobfutures.kit.currencies import digits

NEWEST, RELEVANCE = "newest", "relevance"
CURSOR = re.compile(r"([0-9]{1,17})\.([0-9a-f]{32})")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MOST_RANKED = 1000  # how far a list by relevance goes


class Cursor(NamedTuple):
    """The last posting that was shown. posted: microseconds since 1970."""

    posted: int
    id: UUID

    def __str__(self) -> str:
        return f"{self.posted}.{self.id.hex}"

    @property
    def at(self) -> datetime:
        return EPOCH + self.posted * MICROSECOND

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises ValueError for what no list ever handed out."""
        found = CURSOR.fullmatch(text)
        if not found or int(found[1]) > microseconds(datetime(2300, 1, 1, tzinfo=UTC)):
            raise ValueError(text)
        return cls(int(found[1]), UUID(found[2]))


def microseconds(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


@dataclass(frozen=True)
class Wanted:
    """One search. Of several values of one kind any may hold; of several kinds all must.

    country: ISO 3166-1.  city: `DE:Berlin`.  topic: slugs of areas.  pay_from: whole units of currency for one period.
    days: posted within so many.  answers: the company promises an answer within so many days.
    """

    q: str = ""
    workplace: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    employment: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    currency: str = ""
    pay_from: int | None = None
    period: str = "YEAR"
    days: int | None = None
    answers: int | None = None
    sort: str = NEWEST

    @property
    def words(self) -> tuple[str, ...]:
        return words_of(self.q)

    @property
    def is_ranked(self) -> bool:
        return self.sort == RELEVANCE and bool(self.words)

    @property
    def yearly_from(self) -> int | None:
        """Return the least pay for a full year, in minor units."""
        return None if self.pay_from is None else yearly(self.pay_from * 10 ** digits(self.currency), self.period)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yield the parameters of an address that asks for this."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default or value is None:
                continue
            yield from [(field.name, str(one)) for one in (value if isinstance(value, tuple) else [value])]

    def query(self) -> str:
        return urlencode(list(self.pairs()))
