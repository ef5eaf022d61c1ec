import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Price:
    sku: str
    name: str
    cents: int


def open_store(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute(
        "CREATE TABLE IF NOT EXISTS prices (sku TEXT PRIMARY KEY, name TEXT NOT NULL, cents INTEGER NOT NULL)"
    )
    return connection


def all_prices(connection: sqlite3.Connection) -> Iterator[Price]:
    """Read the prices one by one: the list has more rows than the machine likes to hold."""
    for row in connection.execute("SELECT sku, name, cents FROM prices ORDER BY sku"):
        yield Price(*row)
