import csv
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TextIO

from .store import Price


def publish(prices: Iterable[Price], target: Path) -> int:
    """Write the price list that the web server hands out; return the number of its rows.

    The old list stays until the new one is complete, and also when writing fails.
    """
    with NamedTemporaryFile(
        "w", newline="", encoding="utf-8", dir=target.parent, prefix=".prices-", delete=False
    ) as file:
        draft = Path(file.name)
        try:
            rows = write(prices, file)
            file.flush()
            os.fsync(file.fileno())
            draft.chmod(0o644)
            draft.replace(target)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    return rows


def write(prices: Iterable[Price], file: TextIO) -> int:
    rows = 0
    lines = csv.writer(file)
    lines.writerow(["sku", "name", "cents"])
    for price in prices:
        lines.writerow([price.sku, price.name, price.cents])
        rows += 1
    return rows
