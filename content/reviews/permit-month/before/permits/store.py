import sqlite3
from dataclasses import dataclass
from datetime import date

SCHEMA = """
CREATE TABLE IF NOT EXISTS permits (
    number INTEGER PRIMARY KEY,
    plate TEXT NOT NULL,
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    CHECK (begins_on <= ends_on)
)
"""


@dataclass(frozen=True)
class Permit:
    plate: str
    begins_on: date
    ends_on: date


class Store:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        connection.execute(SCHEMA)

    def add(self, permit: Permit) -> None:
        row = (permit.plate, permit.begins_on.isoformat(), permit.ends_on.isoformat())
        with self.connection:
            self.connection.execute("INSERT INTO permits (plate, begins_on, ends_on) VALUES (?, ?, ?)", row)

    def is_allowed(self, plate: str, day: date) -> bool:
        """Whether a car may stand in the residents' bays on this day."""
        question = "SELECT 1 FROM permits WHERE plate = ? AND ? BETWEEN begins_on AND ends_on"
        return self.connection.execute(question, (plate, day.isoformat())).fetchone() is not None
