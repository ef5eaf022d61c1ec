"""Runs every night. The scheduler calls somebody when the exit code is not 0."""

import logging
import os
import sqlite3
import sys
from pathlib import Path

from .importer import import_file
from .store import Store

log = logging.getLogger(__name__)


def run(inbox: Path, done: Path, store: Store) -> int:
    """Import every file that waits; a file that failed stays in the inbox. Return the exit code."""
    failed = 0
    for path in sorted(inbox.glob("*.csv")):
        try:
            rows = import_file(path, store)
        except Exception:
            log.exception("import of %s failed", path.name)
            failed += 1
            continue
        path.rename(done / path.name)
        log.info("imported %s: %s rows", path.name, rows)
    return 1 if failed else 0


def main() -> None:
    logging.basicConfig(level=logging.INFO)
    folder = Path(os.environ["METERS_FOLDER"])
    store = Store(sqlite3.connect(folder / "meters.db"))
    sys.exit(run(folder / "inbox", folder / "done", store))


if __name__ == "__main__":
    main()
