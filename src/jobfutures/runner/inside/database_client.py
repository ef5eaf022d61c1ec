"""The grader's side of the trusted database: arrange rows, count statements, fail one, hold a worker in mid-request."""

import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jobfutures.runner.inside import frames

POLL_S = 0.0005


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement as the database saw it. kind: read, write or transaction.  ms: spent in the database."""

    worker: int
    sql: str
    rows: int
    ms: float
    kind: str


@dataclass(slots=True)
class Counted:
    """What came in while a block ran. queries: reads and writes, without BEGIN, COMMIT and savepoints."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def queries(self) -> int:
        return sum(one.kind != "transaction" for one in self.statements)

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.statements)


class Database:
    """Speaks to the database's own sandbox. Raises ValueError where a statement of the check itself is wrong."""

    def __init__(self, channel: socket.socket) -> None:
        channel.settimeout(10)
        self.channel = channel

    def ask(self, **request: Any) -> Any:
        frames.send(self.channel, request)
        answer = frames.receive(self.channel, 64 << 20)
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["value"]

    def rows(self, sql: str, *values: Any) -> list[list[Any]]:
        """Run a statement beside the candidate and return its rows; it is not in the log."""
        found = self.ask(op="rows", sql=sql, values=[frames.plain(value) for value in values])
        return [[frames.original(value) for value in row] for row in found]

    def value(self, sql: str, *values: Any) -> Any:
        """Return the first column of the first row, None where there is no row."""
        rows = self.rows(sql, *values)
        return rows[0][0] if rows else None

    def reset(self) -> None:
        """Put back the rows of the script; the log is empty afterwards."""
        self.ask(op="reset")

    def log(self, since: int = 0) -> list[Statement]:
        return [Statement(*entry) for entry in self.ask(op="log", since=since)]

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Count what the candidate sends while the block runs; to be read after it."""
        before = len(self.log())
        counted = Counted()
        yield counted
        counted.statements = self.log(before)

    def fail_after(self, statements: int | None) -> None:
        """Let so many statements pass and lose the connection at the next; None: let all pass."""
        self.ask(op="fail", after=statements)

    def hold(self, worker: int, *, after: int) -> None:
        """Hold a worker once it has sent `after` more statements, when it sends the next."""
        self.ask(op="hold", worker=worker, after=after)

    def release(self, worker: int) -> None:
        self.ask(op="release", worker=worker)

    def status(self, worker: int) -> str:
        """Return held, blocked (waits for the lock) or free."""
        return str(self.ask(op="status").get(str(worker), "free"))

    def until_settled(self, worker: int, answering: socket.socket, longest_s: float) -> str:
        """Wait until a worker is held or blocked, or its answer has come; return held, blocked or answered."""
        deadline = time.monotonic() + longest_s
        while time.monotonic() < deadline:
            if select.select([answering], [], [], POLL_S)[0]:
                return "answered"
            state = self.status(worker)
            if state != "free":
                return state
        return "late"
