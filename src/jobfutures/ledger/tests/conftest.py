"""Ways around the ledger, as somebody with the database in their hands has them, and people who write at once."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

AtOnce = Callable[[Callable[[int], object], int], None]


@pytest.fixture
def unsealed(db: None) -> Callable[[], AbstractContextManager[None]]:
    """Take the triggers off for a moment."""

    @contextmanager
    def without_triggers() -> Iterator[None]:
        if connection.vendor == "sqlite":
            switch = connection.connection.setconfig
            switch(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
            yield
            switch(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, True)
        else:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE ledger_entry DISABLE TRIGGER USER")
                yield
                cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER USER; SET CONSTRAINTS ALL DEFERRED")

    return without_triggers


@pytest.fixture
def at_once(transactional_db: None, tmp_path: Path) -> Iterator[AtOnce]:
    """Run a function with 0, 1, 2, ... in threads that begin together, each with a connection of its own."""
    own = connections["default"]
    shared = on_disk(own, tmp_path) if own.vendor == "sqlite" else own

    def run(act: Callable[[int], object], people: int) -> None:
        start = Barrier(people)

        def one(number: int) -> None:
            connections["default"] = type(own)(shared.settings_dict, "default")
            start.wait()
            try:
                act(number)
            finally:
                connections["default"].close()

        with ThreadPoolExecutor(people) as pool:
            list(pool.map(one, range(people)))

    connections["default"] = shared
    yield run
    if shared is not own:
        shared.close()
    connections["default"] = own


def on_disk(own: BaseDatabaseWrapper, folder: Path) -> BaseDatabaseWrapper:
    """Return a connection to a copy of the test database in a file: SQLite in memory has no lock to wait for."""
    file = folder / "copy.sqlite3"
    own.ensure_connection()
    target = sqlite3.connect(file)
    own.connection.backup(target)
    target.execute("PRAGMA journal_mode = WAL")  # or the first of many who open it at once would shut the others out
    target.close()
    return type(own)({**own.settings_dict, "NAME": str(file)}, "default")
