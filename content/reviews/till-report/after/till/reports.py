import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from .shops import SHOPS
from .store import utc_text


@dataclass(frozen=True)
class Takings:
    shop: str
    sales: int
    cents: int


def takings_between(connection: sqlite3.Connection, shop: str, start: datetime, end: datetime) -> Takings:
    """Add up the sales of one shop from `start` up to, and without, `end`."""
    sales, cents = connection.execute(
        "SELECT count(*), coalesce(sum(cents), 0) FROM sales WHERE shop = ? AND sold_at >= ? AND sold_at < ?",
        (shop, utc_text(start), utc_text(end)),
    ).fetchone()
    return Takings(shop, sales, cents)


def daily_report(connection: sqlite3.Connection, day: date) -> list[Takings]:
    """Add up one day of every shop, from its midnight to the next, in the order of the list of shops."""
    start = datetime.combine(day, time.min)
    end = start + timedelta(days=1)
    return [takings_between(connection, shop.name, start, end) for shop in SHOPS]


def as_text(day: date, report: list[Takings]) -> str:
    lines = [f"Takings of {day:%d.%m.%Y}"]
    lines += [f"{row.shop:<10}{row.sales:>6}{row.cents // 100:>8},{row.cents % 100:02}" for row in report]
    return "\n".join(lines) + "\n"
