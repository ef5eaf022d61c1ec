import sqlite3

import pytest

from .job import run
from .store import Store

HEAD = "meter;read_on;cubic_metres\n"


@pytest.fixture
def store():
    connection = sqlite3.connect(":memory:")
    yield Store(connection)
    connection.close()


@pytest.fixture
def folders(tmp_path):
    for name in ("inbox", "done"):
        (tmp_path / name).mkdir()
    return tmp_path / "inbox", tmp_path / "done"


def stored(store):
    return store.connection.execute("SELECT meter, litres FROM readings ORDER BY meter").fetchall()


def test_a_file_is_imported_and_put_away(store, folders):
    inbox, done = folders
    (inbox / "north.csv").write_text(HEAD + "A1;2026-05-04;12,5\nA2;2026-05-04;3\n")

    assert run(inbox, done, store) == 0

    assert stored(store) == [("A1", 12500), ("A2", 3000)]
    assert [path.name for path in done.iterdir()] == ["north.csv"]


def test_a_file_with_a_broken_row_stays(store, folders):
    inbox, done = folders
    (inbox / "north.csv").write_text(HEAD + "A1;2026-05-04;12,5\nA2;2026-05-04;n/a\n")

    assert run(inbox, done, store) == 1

    assert stored(store) == []
    assert [path.name for path in inbox.iterdir()] == ["north.csv"]
