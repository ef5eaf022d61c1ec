"""The candidate's side of the trusted database: a DB-API module whose statements run elsewhere.

Errors and type constructors are those of sqlite3, so that Django and SQLAlchemy recognise them.
"""

import itertools
import re
import socket
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from sqlite3 import (
    Binary,
    DatabaseError,
    DataError,
    Date,
    DateFromTicks,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Time,
    TimeFromTicks,
    Warning,  # noqa: A004 - a DB-API module has this name
    sqlite_version,
    sqlite_version_info,
)
from typing import Any, Self

from jobfutures.runner.inside import frames

__all__ = [
    "Binary",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Time",
    "TimeFromTicks",
    "Warning",
    "connect",
    "sqlite_version",
    "sqlite_version_info",
]

apilevel, threadsafety, paramstyle = "2.0", 1, "qmark"
PARSE_DECLTYPES, PARSE_COLNAMES = sqlite3.PARSE_DECLTYPES, sqlite3.PARSE_COLNAMES
WAIT_S = 20

Row = tuple[Any, ...]


class Line:
    """The one socket of this worker, shared by all its connections."""

    def __init__(self, channel: socket.socket) -> None:
        channel.settimeout(WAIT_S)
        self.channel, self.busy, self.numbers = channel, threading.Lock(), itertools.count()

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send one request and return its answer. Raises the sqlite3 error that the database named."""
        try:
            with self.busy:
                frames.send(self.channel, message)
                answer: dict[str, Any] = frames.receive(self.channel)
        except (OSError, TypeError) as error:
            raise OperationalError(f"the database does not answer: {error}") from None
        return answer


line: Line | None = None


def open_line(channel: socket.socket) -> None:
    """Bind this process to its database. Called once, before the program of the candidate is imported."""
    global line  # noqa: PLW0603 - one worker has one line
    line = Line(channel)


def connect(*_place: object, **_options: object) -> "Connection":
    """Open another connection; where it leads was decided outside."""
    if line is None:
        raise OperationalError("this exercise has no database")
    return Connection(line)


class Connection:
    """isolation_level None: statements commit by themselves; "": a transaction begins with the first statement, as in
    PostgreSQL."""

    isolation_level: str | None = None
    row_factory = text_factory = None
    total_changes = 0

    def __init__(self, line: Line) -> None:
        self.line, self.number, self.in_transaction = line, next(line.numbers) % 8, False

    def ask(self, message: dict[str, Any]) -> dict[str, Any]:
        answer = self.line.ask(message | {"connection": self.number})
        self.in_transaction = answer.get("in_transaction", False)
        if "error" in answer:
            raise getattr(sqlite3, answer["error"], DatabaseError)(answer["message"])
        return answer

    def cursor(self, _factory: object = None) -> "Cursor":
        return Cursor(self)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> "Cursor":
        return self.cursor().execute(sql, values)

    def commit(self) -> None:
        if self.in_transaction:
            self.ask({"sql": "COMMIT"})

    def rollback(self) -> None:
        if self.in_transaction:
            self.ask({"sql": "ROLLBACK"})

    def close(self) -> None:
        self.rollback()

    def getlimit(self, _category: int) -> int:
        """Return what SQLite's own connections usually answer for the number of variables."""
        return 250_000

    def create_function(self, *_arguments: object, **_options: object) -> None:
        """The database has its functions already."""

    create_aggregate = create_collation = set_trace_callback = create_function


class Cursor:
    """Rows come in portions, so that a program may read a large table in little memory."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.description: list[tuple[Any, ...]] | None = None
        self.rowcount, self.lastrowid = -1, None
        self.rows: Iterator[Row] = iter(())

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Self:
        return self.send(sql, [frames.plain(value) for value in values], many=False)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> Self:
        return self.send(sql, [[frames.plain(value) for value in row] for row in rows], many=True)

    def send(self, sql: str, values: list[Any], *, many: bool) -> Self:
        connection = self.connection
        if connection.isolation_level is not None and not connection.in_transaction and not TRANSACTION.match(sql):
            connection.ask({"sql": "BEGIN"})
        answer = connection.ask({"sql": sql, "values": values, "many": many})
        self.description = (
            [(name, None, None, None, None, None, None) for name in answer["names"]] if answer["names"] else None
        )
        self.rowcount, self.lastrowid = answer["count"], answer["last"]
        self.rows = self.portions(answer)
        return self

    def portions(self, answer: dict[str, Any]) -> Iterator[Row]:
        while True:
            for row in answer["rows"]:
                yield tuple(frames.original(value) for value in row)
            if "cursor" not in answer:
                return
            answer = self.connection.ask({"more": answer["cursor"]})

    def fetchone(self) -> Row | None:
        return next(self.rows, None)

    def fetchmany(self, size: int | None = None) -> list[Row]:
        return list(itertools.islice(self.rows, size or self.arraysize))

    def fetchall(self) -> list[Row]:
        return list(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return self.rows

    def close(self) -> None:
        self.rows = iter(())


TRANSACTION = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)\b", re.IGNORECASE)
