"""Sales of all shops. Instants are stored as UTC text, so that they sort and compare as they are."""

import sqlite3
from datetime import UTC, datetime

SCHEMA = """
CREATE TABLE IF NOT EXISTS sales (
    id INTEGER PRIMARY KEY,
    shop TEXT NOT NULL,
    sold_at TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents >= 0)
);
CREATE INDEX IF NOT EXISTS sales_by_shop ON sales (shop, sold_at);
"""


def utc_text(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_store(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.executescript(SCHEMA)
    return connection


def add_sale(connection: sqlite3.Connection, *, shop: str, sold_at: datetime, cents: int) -> None:
    with connection:
        connection.execute(
            "INSERT INTO sales (shop, sold_at, cents) VALUES (?, ?, ?)", (shop, utc_text(sold_at), cents)
        )
