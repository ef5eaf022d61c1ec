import sqlite3
from dataclasses import dataclass
from datetime import datetime

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
