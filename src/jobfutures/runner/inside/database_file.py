"""The file of the trusted database: SQLite, put back as often as the grader wishes, with limits on what a candidate may
do in it.
"""

import sqlite3
from pathlib import Path

from django.db.backends.sqlite3._functions import register as register_functions

PLACE = Path("run.sqlite3")
MAX_PAGES = 8192  # 32 MiB
STEPS = 20_000_000  # virtual machine steps that all statements of a candidate may use together
STEPS_A_TICK = 1000
LONGEST_STATEMENT = 1 << 20


class DatabaseFile:
    """Made from a script. Its image is kept in memory."""

    def __init__(self, script: str) -> None:
        self.steps_left = STEPS
        self.image = self.build(script)

    def build(self, script: str) -> bytes:
        """Run the script that makes tables and rows; return the file as bytes, ready for `put_back`."""
        connection = sqlite3.connect(PLACE, isolation_level=None)
        connection.execute("PRAGMA journal_mode = wal")
        connection.executescript(script)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        return PLACE.read_bytes()

    def connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(PLACE, isolation_level=None, timeout=0, check_same_thread=False)
        connection.execute("PRAGMA synchronous = off")
        connection.execute("PRAGMA foreign_keys = on")
        connection.execute(f"PRAGMA max_page_count = {MAX_PAGES}")
        register_functions(connection)
        return connection

    def connect_candidate(self) -> sqlite3.Connection:
        connection = self.connect()
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_STATEMENT << 2)
        connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, LONGEST_STATEMENT)
        connection.set_authorizer(authorize)
        connection.set_progress_handler(self.tick, STEPS_A_TICK)
        return connection

    def put_back(self) -> None:
        """Put the first image back. Whoever was connected connects anew."""
        for file in (PLACE, Path(f"{PLACE}-wal"), Path(f"{PLACE}-shm")):
            file.unlink(missing_ok=True)
        PLACE.write_bytes(self.image)

    def tick(self) -> int:
        self.steps_left -= STEPS_A_TICK
        return int(self.steps_left < 0)


DENIED = {sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}
PRAGMAS = {
    "foreign_keys",
    "table_info",
    "table_xinfo",
    "table_list",
    "index_list",
    "index_info",
    "index_xinfo",
    "foreign_key_list",
    "foreign_key_check",
    "legacy_alter_table",
    "read_uncommitted",
    "defer_foreign_keys",
    "case_sensitive_like",
    "user_version",
    "table_options",
}


def authorize(action: int, first: str | None, _second: str | None, _database: str | None, _trigger: str | None) -> int:
    """Allow what stays in this database."""
    if action in DENIED or (action == sqlite3.SQLITE_PRAGMA and (first or "").lower() not in PRAGMAS):
        return sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_FUNCTION and (_second or "").lower() == "load_extension":
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK
