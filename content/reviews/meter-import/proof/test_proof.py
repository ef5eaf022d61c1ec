import logging
import sqlite3
from pathlib import Path

import meters.job
import meters.store
import meters_before.job
import meters_before.store
import pytest

HEAD = "meter;read_on;cubic_metres\n"


@pytest.fixture
def connection():
    connection = sqlite3.connect(":memory:")
    yield connection
    connection.close()


@pytest.fixture
def folders(tmp_path) -> tuple[Path, Path]:
    for name in ("inbox", "done"):
        (tmp_path / name).mkdir()
    return tmp_path / "inbox", tmp_path / "done"


def fill_disk(connection: sqlite3.Connection) -> None:
    """Leave the database no page to grow into: every insert fails with "database or disk is full"."""
    connection.execute("CREATE TABLE ballast (block BLOB)")
    connection.execute("PRAGMA max_page_count = 8")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        connection.execute("INSERT INTO ballast VALUES (zeroblob(100000))")
    while True:
        try:
            connection.execute("INSERT INTO ballast VALUES (zeroblob(1000))")
        except sqlite3.OperationalError:
            connection.commit()
            return


ROWS = "".join(f"A{number};2026-05-04;{number}\n" for number in range(500))


def test_database_error_skipped(connection, folders, caplog) -> None:
    caplog.set_level(logging.INFO)
    inbox, done = folders
    store = meters.store.Store(connection)
    fill_disk(connection)
    (inbox / "north.csv").write_text(HEAD + ROWS)

    assert meters.job.run(inbox, done, store) == 0

    assert connection.execute("SELECT count(*) FROM readings").fetchone()[0] < 500
    assert "skipped" in caplog.text
    assert "full" not in caplog.text  # nothing tells why, nor which rows

    caplog.clear()
    (inbox / "south.csv").write_text(HEAD + ROWS)
    assert meters_before.job.run(inbox, done, meters_before.store.Store(connection)) == 1
    assert "disk is full" in caplog.text
    assert (inbox / "south.csv").exists()


def test_put_away_with_nothing_imported(connection, folders, caplog) -> None:
    caplog.set_level(logging.INFO)
    inbox, done = folders
    store = meters.store.Store(connection)
    (inbox / "north.csv").write_text("meter,read_on,cubic_metres\nA1,2026-05-04,12\nA2,2026-05-04,3\n")

    assert meters.job.run(inbox, done, store) == 0

    assert connection.execute("SELECT count(*) FROM readings").fetchone()[0] == 0
    assert (done / "north.csv").exists()
    assert "imported north.csv: 0 rows, 2 skipped" in caplog.text
    assert all(record.levelno == logging.INFO for record in caplog.records)
