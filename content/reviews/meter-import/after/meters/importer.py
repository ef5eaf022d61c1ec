import csv
import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .store import Reading, Store


@dataclass(frozen=True)
class Outcome:
    imported: int
    skipped: int


class BadRow(Exception):
    """A row that is no reading; the message names what is wrong with it."""


def parse(row: dict[str, str]) -> Reading:
    try:
        cubic_metres = Decimal(row["cubic_metres"].replace(",", "."))
        read_on = date.fromisoformat(row["read_on"])
    except (InvalidOperation, ValueError) as fault:
        raise BadRow(f"meter {row['meter']}: {fault}") from fault
    if cubic_metres < 0:
        raise BadRow(f"meter {row['meter']}: {cubic_metres} is below zero")
    return Reading(row["meter"], read_on, cubic_metres)


def import_file(path: Path, store: Store) -> Outcome:
    """Store the readings of one file in one transaction, and leave out the rows that are broken."""
    imported = skipped = 0
    with path.open(newline="", encoding="utf-8") as file, store.connection:
        for row in csv.DictReader(file, delimiter=";"):
            try:
                store.add(parse(row))
                imported += 1
            except (BadRow, KeyError, sqlite3.Error):
                skipped += 1
    return Outcome(imported, skipped)
