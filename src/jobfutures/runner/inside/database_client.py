"""The grader's side of the trusted database: arrange rows, count statements, fail one, hold a worker in mid-request.

What has no answer of its own is kept and goes along with the next question, in its order; a check that arranges
hundreds of rows would otherwise spend most of its time waking up two processes in turn.
"""

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from jobfutures.runner.inside import frames

MOST_KEPT = 500


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
        self.kept: list[dict[str, Any]] = []

    def ask(self, **request: Any) -> Any:
        frames.send(self.channel, [*self.kept, request])
        self.kept.clear()
        return self.answer()

    def tell(self, **request: Any) -> None:
        self.kept.append(request)
        if len(self.kept) == MOST_KEPT:
            self.settle()

    def settle(self) -> None:
        """Have everything done that was told; called before the candidate is asked or listened to."""
        if self.kept:
            frames.send(self.channel, self.kept)
            self.kept.clear()
            self.answer()

    def answer(self) -> Any:
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

    def write(self, sql: str, *values: Any) -> None:
        """Change rows beside the candidate, before anybody looks at them; it is not in the log.

        A statement that is wrong is told with the next question.
        """
        self.tell(op="write", sql=sql, values=[frames.plain(value) for value in values])

    def reset(self) -> None:
        """Put back the rows of the script; the log is empty afterwards, and nothing is held."""
        self.kept.clear()
        self.tell(op="reset")

    def log(self, since: int = 0) -> list[Statement]:
        return [Statement(*entry) for entry in self.ask(op="log", since=since)]

    @contextmanager
    def counting(self) -> Iterator[Counted]:
        """Count what the candidate sends while the block runs; to be read after it."""
        before = self.ask(op="length")
        counted = Counted()
        yield counted
        counted.statements = self.log(before)

    def fail_after(self, statements: int | None) -> None:
        """Let so many statements pass and lose the connection at the next; None: let all pass."""
        self.tell(op="fail", after=statements)

    def hold(self, worker: int, *, after: int) -> None:
        """Hold a worker once it has sent `after` more statements, when it sends the next."""
        self.tell(op="hold", worker=worker, after=after)

    def release(self, worker: int) -> None:
        self.tell(op="release", worker=worker)

    def status(self, worker: int) -> str:
        """Return held, blocked (waits for the lock) or free."""
        return str(self.ask(op="status", worker=worker))

    def until_settled(self, worker: int, answering: socket.socket, longest_s: float) -> str:
        """Wait until a worker is held or blocked, or its answer has come; return held, blocked, answered or late."""
        frames.send(self.channel, [*self.kept, {"op": "watch", "worker": worker}])
        self.kept.clear()
        ready = select.select([answering, self.channel], [], [], longest_s)[0]
        if self.channel not in ready:
            frames.send(self.channel, [{"op": "leave"}])  # it answers the watch, unless that has its answer by now
        state = str(self.answer())
        return "answered" if answering in ready else "late" if state == "free" else state
