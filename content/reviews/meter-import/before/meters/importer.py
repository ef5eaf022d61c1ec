import csv
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from .store import Reading, Store


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


def import_file(path: Path, store: Store) -> int:
    """Store all readings of one file, or none of them; return how many rows it had."""
    rows = 0
    with path.open(newline="", encoding="utf-8") as file, store.connection:
        for row in csv.DictReader(file, delimiter=";"):
            store.add(parse(row))
            rows += 1
    return rows
