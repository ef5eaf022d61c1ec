"""Postings for benchmarks: as many as asked for, always the same ones, written straight into the tables.

Words follow Zipf's law over 40,000 of them, some 110 to a posting (about 1 kB); places, pay, levels and topics have
the lopsided shares that job boards show. Ids and dates rise together, one posting a minute.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import numpy as np

WORDS = 40_000
LENGTH = 110
COMPANIES = 2000
AT_ONCE = 2000
TECH = [
    "python",
    "django",
    "backend",
    "engineer",
    "postgresql",
    "developer",
    "platform",
    "data",
    "kubernetes",
    "api",
    "services",
    "team",
    "cloud",
    "aws",
    "terraform",
    "linux",
    "react",
    "typescript",
    "golang",
    "rust",
    "java",
    "kafka",
    "redis",
    "testing",
    "security",
    "payments",
    "learning",
    "remote",
    "async",
]
SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in "aeiou"]
LEVELS = ["JUNIOR"] * 2 + ["MIDDLE"] * 4 + ["SENIOR"] * 5 + ["STAFF"] * 2 + ["LEAD"]
WORKPLACES = ["REMOTE"] * 4 + ["HYBRID"] * 5 + ["ONSITE"] * 3
EMPLOYMENTS = ["FULL_TIME"] * 12 + ["PART_TIME", "CONTRACTOR", "CONTRACTOR", "TEMPORARY", "INTERN"]
COUNTRIES = [
    "DE",
    "US",
    "GB",
    "NL",
    "FR",
    "ES",
    "PT",
    "PL",
    "IE",
    "SE",
    "CH",
    "AT",
    "CZ",
    "DK",
    "FI",
    "IT",
    "BE",
    "NO",
    "RO",
    "CA",
    "AU",
    "IN",
    "BR",
    "SG",
    "JP",
]
CURRENCIES = {"US": "USD", "GB": "GBP", "CH": "CHF", "SE": "SEK", "PL": "PLN", "CA": "CAD", "JP": "JPY"}
SIZES = ["UP_TO_10", "UP_TO_50", "UP_TO_200", "UP_TO_1000", "MORE"]
LAST = datetime(2026, 11, 29, tzinfo=UTC)


@dataclass(slots=True)
class Made:
    """One made posting: its number (newest last), and what it says."""

    number: int
    id: UUID
    posted_at: datetime
    company: int
    title: str
    text: str
    level: str
    workplace: str
    employment: str
    country: str
    city: str
    topics: list[int]
    pay: int
    currency: str
    promise: int

    @property
    def tags(self) -> list[str]:
        """What engines that know only words filter by."""
        where = [] if self.workplace == "REMOTE" else [f"zc{self.city.replace(' ', '').lower()}"]
        return [f"zl{self.level.lower()}", f"zw{self.workplace.lower()}", f"zk{self.country.lower()}", *where,
                f"zm{self.currency.lower()}", *(f"zp{step}" for step in range(self.pay // 10_000 + 1)),
                *(f"zt{topic}" for topic in self.topics)]  # fmt: skip


def vocabulary() -> list[str]:
    chance, words = Random(8), dict.fromkeys(TECH)
    while len(words) < WORDS:
        words["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4))))] = None
    return list(words)


def postings(number: int, topics: int) -> Iterator[Made]:
    """Yield that many, oldest first. topics: how many areas there are."""
    words, chance, numbers = vocabulary(), Random(2026), np.random.default_rng(2026)
    shares = 1 / np.arange(1, WORDS + 1) ** 0.95
    steps = np.cumsum(shares) / shares.sum()
    for first in range(0, number, AT_ONCE):
        drawn = np.searchsorted(steps, numbers.random((min(AT_ONCE, number - first), LENGTH)))
        for place, row in enumerate(drawn.tolist()):
            yield posting(first + place, number, [words[one] for one in row], topics, chance)


def posting(at: int, of: int, words: list[str], topics: int, chance: Random) -> Made:
    posted = LAST - timedelta(minutes=of - at)
    country = COUNTRIES[min(int(chance.expovariate(0.18)), len(COUNTRIES) - 1)]
    pay = int(chance.lognormvariate(11.1, 0.3)) // 500 * 500
    return Made(
        number=at,
        id=uuid7_at(posted, chance),
        posted_at=posted, company=at * 7919 % COMPANIES, title=" ".join(words[:4]).capitalize(), text=" ".join(words),
        level=chance.choice(LEVELS), workplace=chance.choice(WORKPLACES), employment=chance.choice(EMPLOYMENTS),
        country=country, city=f"{country.lower()} city {int(chance.expovariate(0.1)) % 80}",
        topics=sorted({int(chance.expovariate(0.06)) % topics for _ in range(3)}), pay=max(pay, 20_000),
        currency=CURRENCIES.get(country, "EUR"), promise=chance.choice((2, 5, 7, 7, 14)),
    )  # fmt: skip


def uuid7_at(at: datetime, chance: Random) -> UUID:
    """Return an id as `kit.ids.uuid7` makes them, of an instant of our own and repeatable."""
    milliseconds = int(at.timestamp() * 1000)
    high, low = chance.getrandbits(12), chance.getrandbits(62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def fill(file: Path, number: int) -> Iterator[Made]:
    """Write postings into the SQLite file of a migrated site, and yield each as it is written."""
    base = sqlite3.connect(file)
    base.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000;")
    areas = [row[0] for row in base.execute("SELECT id FROM topics_area ORDER BY id")]
    ids = [UUID(int=1 << 100 | one).hex for one in range(COMPANIES)]
    at = str(LAST)
    base.executemany(
        "INSERT INTO companies_company (id, slug, name, host, state, state_at, legal_name, country, size, about, "
        "ai_statement, response_promise_days, made_at) VALUES (?, ?, ?, ?, 'VERIFIED', ?, '', 'DE', ?, '', '', 7, ?)",
        [(ids[n], f"firm-{n}", f"Firm {n}", f"firm{n}.example", at, SIZES[n % 5], at) for n in range(COMPANIES)],
    )
    table = list(base.execute("PRAGMA table_info(jobs_job)"))  # number, name, type, not null, ...
    columns, null = [row[1] for row in table], {row[1] for row in table if not row[3]}
    insert = f"INSERT INTO jobs_job ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    waiting: list[Made] = []
    for one in postings(number, len(areas)):
        waiting.append(one)
        if len(waiting) == AT_ONCE or one.number == number - 1:
            base.executemany(insert, [row_of(made, columns, null, ids) for made in waiting])
            base.executemany(
                "INSERT INTO jobs_place (job_id, street, city, region, postal, country) VALUES (?, '', ?, '', '', ?)",
                [(made.id.hex, made.city, made.country) for made in waiting if made.workplace != "REMOTE"],
            )
            base.executemany(
                "INSERT INTO jobs_job_topics (job_id, area_id) VALUES (?, ?)",
                [(made.id.hex, areas[topic]) for made in waiting for topic in made.topics],
            )
            base.commit()
            yield from waiting
            waiting.clear()
    base.execute("ANALYZE")
    base.commit()
    base.close()


def row_of(made: Made, columns: list[str], null: set[str], companies: list[str]) -> list[object]:
    """Return a row; what a made posting does not say is null where the table allows it, else an empty text."""
    at, remote = str(made.posted_at)[:19], made.workplace == "REMOTE"
    said: dict[str, object] = {
        "id": made.id.hex, "company_id": companies[made.company], "title": made.title, "slug": "job",
        "description": made.text, "level": made.level, "employment": made.employment, "workplace": made.workplace,
        "applicant_countries": json.dumps([made.country] if remote else []), "pay_min": made.pay * 100,
        "pay_max": made.pay * 130, "pay_currency": made.currency, "pay_period": "YEAR", "visa": "UNKNOWN",
        "languages": "[]", "vacancy_exists": 1, "response_promise_days": made.promise, "stages": "[]",
        "apply_mode": "EXTERNAL", "posted_at": at, "closes_at": "2030-01-01 00:00:00", "state": "PUBLISHED",
        "state_at": at, "made_at": at, "changed_at": at,
    }  # fmt: skip
    return [said.get(name, None if name in null else "") for name in columns]
