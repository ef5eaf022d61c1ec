import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SCHEMA = """
CREATE TABLE IF NOT EXISTS readings (
    meter TEXT NOT NULL,
    read_on TEXT NOT NULL,
    litres INTEGER NOT NULL CHECK (litres >= 0),
    PRIMARY KEY (meter, read_on)
)
"""


@dataclass(frozen=True)
class Reading:
    meter: str
    read_on: date
    cubic_metres: Decimal


class Store:
    """Readings of water meters; a reading that comes twice is kept once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute(SCHEMA)

    def add(self, reading: Reading) -> None:
        self.connection.execute(
            "INSERT INTO readings (meter, read_on, litres) VALUES (?, ?, ?) ON CONFLICT (meter, read_on) DO NOTHING",
            (reading.meter, reading.read_on.isoformat(), int(reading.cubic_metres * 1000)),
        )
