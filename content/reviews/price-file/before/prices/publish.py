import csv
from collections.abc import Iterable
from pathlib import Path

from .store import Price


def publish(prices: Iterable[Price], target: Path) -> int:
    """Write the price list that the web server hands out; return the number of its rows."""
    rows = 0
    with target.open("w", newline="", encoding="utf-8") as file:
        lines = csv.writer(file)
        lines.writerow(["sku", "name", "cents"])
        for price in prices:
            lines.writerow([price.sku, price.name, price.cents])
            rows += 1
    return rows
