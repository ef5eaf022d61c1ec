"""One connection of a candidate to the trusted database: its transaction, its savepoints, its open cursors."""

import re
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol

from jobfutures.runner.inside import frames

ROWS_AT_ONCE = 200
MAX_CURSORS = 16
MAX_LOG = 20_000
COMMENT = re.compile(r"^(?:\s|--[^\n]*\n|/\*.*?\*/)+", re.DOTALL)
FOR_UPDATE = re.compile(
    r"\s+FOR\s+(?:NO\s+KEY\s+)?UPDATE(?:\s+OF\s+[\w\", .]+)?(?:\s+(?:NOWAIT|SKIP\s+LOCKED))?\s*;?\s*$", re.IGNORECASE
)
WRITING = re.compile(r"\b(?:INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
NAME = re.compile(
    r"^(?:SAVEPOINT|RELEASE(?:\s+SAVEPOINT)?|ROLLBACK(?:\s+TRANSACTION)?\s+TO(?:\s+SAVEPOINT)?)\s+(\"?[\w.-]+\"?)\s*;?\s*$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Statement:
    """One line of the log. kind: read, write or transaction.  rows: sent to the candidate so far.  ms: spent in the
    database."""

    worker: int
    sql: str
    kind: str
    rows: int = 0
    ms: float = 0.0


class Owner(Protocol):
    """What a session needs of its database."""

    log: list[Statement]
    lock_owner: "Session | None"


def kind_of(sql: str) -> str:
    """Return begin, immediate, commit, rollback, savepoint, release, rollback-to, read, lock or write."""
    bare = COMMENT.sub("", sql)
    words = bare[:60].upper().split()
    first = words[0].rstrip(";") if words else ""
    if first in {"BEGIN", "START"}:
        return "immediate" if len(words) > 1 and words[1] in {"IMMEDIATE", "EXCLUSIVE"} else "begin"
    if first == "ROLLBACK":
        return "rollback-to" if NAME.match(bare) else "rollback"
    simple = {
        "COMMIT": "commit",
        "END": "commit",
        "SAVEPOINT": "savepoint",
        "RELEASE": "release",
        "PRAGMA": "read",
        "EXPLAIN": "read",
        "VALUES": "read",
    }
    if first in simple:
        return simple[first]
    if first in {"SELECT", "WITH"}:
        if FOR_UPDATE.search(bare):
            return "lock"
        return "write" if first == "WITH" and WRITING.search(bare) else "read"
    return "write"


class Session:
    """Emulates READ COMMITTED: the real transaction begins with the first write, when the lock is free."""

    def __init__(self, worker: int, connection: sqlite3.Connection, owner: Owner) -> None:
        self.worker, self.connection, self.owner = worker, connection, owner
        self.in_transaction = False
        self.savepoints: list[str] = []  # set before the real transaction began
        self.cursors: dict[int, tuple[sqlite3.Cursor, Statement]] = {}
        self.numbers = count(1)

    @property
    def has_lock(self) -> bool:
        return self.owner.lock_owner is self

    def must_wait(self, sql: str, lock_owner: "Session | None") -> bool:
        """Say whether a statement needs the lock while somebody else has it."""
        return kind_of(sql) in {"write", "lock", "immediate"} and lock_owner is not None and lock_owner is not self

    def run(self, sql: str, values: list[Any], *, many: bool) -> dict[str, Any]:
        """Run one statement and return the answer for the candidate; every failure is an answer too."""
        kind = kind_of(sql)
        logged = "read" if kind in {"read", "lock"} else "write" if kind == "write" else "transaction"
        statement = Statement(self.worker, sql[:2000], logged)
        if len(self.owner.log) < MAX_LOG:
            self.owner.log.append(statement)
        began = time.perf_counter()
        try:
            if kind in {"read", "lock", "write"}:
                return self.run_plain(sql, kind, values, statement, many=many)
            self.run_transaction(sql, kind)
            return {"rows": [], "in_transaction": self.in_transaction, "count": -1, "last": None, "names": None}
        except sqlite3.Error as error:
            return self.refusal(type(error).__name__, str(error))
        except (OverflowError, ValueError, TypeError, UnicodeError, MemoryError, RecursionError) as error:
            return self.refusal("DataError", f"{type(error).__name__}: {error}")
        finally:
            statement.ms += (time.perf_counter() - began) * 1000

    def run_plain(self, sql: str, kind: str, values: list[Any], statement: Statement, *, many: bool) -> dict[str, Any]:
        if kind == "lock":
            sql = FOR_UPDATE.sub("", COMMENT.sub("", sql))
        if kind != "read" and self.in_transaction:
            self.take_lock()
        if many:
            cursor = self.connection.executemany(sql, [[frames.original(value) for value in row] for row in values])
        else:
            cursor = self.connection.execute(sql, [frames.original(value) for value in values])
        answer = self.page(cursor, statement)
        names = [column[0] for column in cursor.description] if cursor.description else None
        return answer | {"count": cursor.rowcount, "last": cursor.lastrowid, "names": names}

    def take_lock(self) -> None:
        """Begin the real transaction, with the savepoints that were set since."""
        if not self.has_lock:
            self.connection.execute("BEGIN IMMEDIATE")
            self.owner.lock_owner = self
            for name in self.savepoints:
                self.connection.execute(f"SAVEPOINT {name}")

    def run_transaction(self, sql: str, kind: str) -> None:
        named = NAME.match(COMMENT.sub("", sql))
        name = named[1] if named else ""
        if kind in {"begin", "immediate"}:
            if self.in_transaction:
                raise sqlite3.OperationalError("cannot start a transaction within a transaction")
            self.in_transaction = True
            if kind == "immediate":
                self.take_lock()
        elif kind in {"commit", "rollback"}:
            self.close_cursors()
            if self.has_lock:
                self.connection.execute(kind.upper())
            self.leave()
        elif self.has_lock:
            self.connection.execute(sql)
        else:
            self.mark(kind, name)

    def mark(self, kind: str, name: str) -> None:
        """Keep savepoints in mind while nothing is written yet; a SAVEPOINT outside a transaction begins one, as in
        SQLite."""
        if kind == "savepoint":
            self.in_transaction = True
            self.savepoints.append(name)
            return
        if name not in self.savepoints:
            raise sqlite3.OperationalError(f"no such savepoint: {name}")
        keep = self.savepoints.index(name)
        self.savepoints = self.savepoints[: keep + (kind == "rollback-to")]

    def leave(self) -> None:
        if self.has_lock:
            self.owner.lock_owner = None
        self.in_transaction = False
        self.savepoints.clear()

    def page(self, cursor: sqlite3.Cursor, statement: Statement) -> dict[str, Any]:
        """Return the next rows, and the number of the cursor where more may follow."""
        rows = [[frames.plain(value) for value in row] for row in cursor.fetchmany(ROWS_AT_ONCE)]
        statement.rows += len(rows)
        answer: dict[str, Any] = {"rows": rows, "in_transaction": self.in_transaction}
        if len(rows) == ROWS_AT_ONCE:
            if len(self.cursors) >= MAX_CURSORS:
                self.cursors.pop(next(iter(self.cursors)))[0].close()
            answer["cursor"] = next(self.numbers)
            self.cursors[answer["cursor"]] = (cursor, statement)
        return answer

    def more(self, number: int) -> dict[str, Any]:
        cursor, statement = self.cursors.pop(number, (None, None))
        if cursor is None or statement is None:
            return self.refusal("ProgrammingError", "the cursor is closed")
        try:
            return self.page(cursor, statement)
        except sqlite3.Error as error:
            return self.refusal(type(error).__name__, str(error))

    def refusal(self, kind: str, message: str) -> dict[str, Any]:
        return {"error": kind, "message": message[:500], "in_transaction": self.in_transaction}

    def abandon(self) -> None:
        """The connection is lost in mid-transaction: what was written is undone."""
        self.close_cursors()
        if self.has_lock:
            self.connection.execute("ROLLBACK")
        self.leave()

    def close_cursors(self) -> None:
        for cursor, _statement in self.cursors.values():
            cursor.close()
        self.cursors.clear()

    def forget(self) -> None:
        with suppress(sqlite3.Error):
            self.abandon()
            self.connection.close()
