"""The trusted database of one graded run: SQLite in a sandbox of its own, spoken to over sockets.

The candidate sends SQL and gets rows; the log of statements, the row counts and the times are ours, so they cannot be
forged. Transactions
behave as PostgreSQL's at READ COMMITTED, with one write lock for the whole database in place of row locks: a
transaction reads the latest
committed rows until its first write (or SELECT ... FOR UPDATE), which waits for the lock and keeps it until the end.

The grader's socket arranges and asks: rows, log, reset, fail the n-th statement, hold a worker before its n-th
statement.
"""

import select
import socket
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import groupby
from operator import itemgetter
from typing import Any

from jobfutures.runner.inside import frames
from jobfutures.runner.inside.database_file import LONGEST_STATEMENT, DatabaseFile
from jobfutures.runner.inside.sessions import Session, Statement

BLOCKED_S = 3.0  # a statement that waits longer for the lock is refused, as a real server would after its timeout


def main(request: dict[str, Any], channels: list[int]) -> int:
    """channels: the grader's, then one for each worker. Ends when the grader closes its own."""
    Database(
        request["script"], socket.socket(fileno=channels[0]), [socket.socket(fileno=one) for one in channels[1:]]
    ).serve()
    return 0


class Database:
    """One loop over all channels; a statement that must wait is kept and tried again when something has changed."""

    def __init__(self, script: str, grader: socket.socket, workers: list[socket.socket]) -> None:
        self.grader = grader
        self.workers = dict(enumerate(workers))
        self.sessions: dict[tuple[int, int], Session] = {}
        self.log: list[Statement] = []
        self.waiting: dict[int, dict[str, Any]] = {}  # worker -> the request that waits
        self.waiting_since: dict[int, float] = {}
        self.holds: dict[int, int] = {}  # worker -> how many more statements pass before one is held
        self.fail_after: int | None = None  # statements that pass before one fails
        self.watched: int | None = None  # the worker of which the grader waits to hear that it has to wait
        self.lock_owner: Session | None = None
        self.file = DatabaseFile(script)
        self.own = self.file.connect()

    def serve(self) -> None:
        while True:
            open_channels = [self.grader, *self.workers.values()]
            readable, _, _ = select.select(open_channels, [], [], 0.05 if self.waiting else None)
            for number, channel in list(self.workers.items()):
                if channel in readable:
                    self.hear_worker(number, channel)
            if self.grader in readable:
                try:
                    self.hear_grader(frames.receive(self.grader))
                except ConnectionError:
                    return
            self.try_again()
            if self.watched is not None and self.state(self.watched) != "free":
                self.end_watch()

    def hear_worker(self, number: int, channel: socket.socket) -> None:
        """Take one request of a candidate; whoever breaks the protocol loses the connection."""
        try:
            channel.settimeout(1)
            request = frames.receive(channel, LONGEST_STATEMENT << 2)
            if type(request) is not dict or number in self.waiting:
                raise ValueError("one request at a time")
            self.take(number, request)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            self.drop(number)

    def drop(self, number: int) -> None:
        self.workers.pop(number).close()
        self.waiting.pop(number, None)
        for key in [key for key in self.sessions if key[0] == number]:
            self.sessions.pop(key).forget()

    def take(self, number: int, request: dict[str, Any]) -> None:
        """Answer a request now, or keep it where it must wait."""
        if "more" not in request:
            if self.holds.get(number, -1) == 0:
                self.keep(number, request)
                return
            if number in self.holds:
                self.holds[number] -= 1
        self.attempt(number, request)

    def keep(self, number: int, request: dict[str, Any]) -> None:
        self.waiting[number] = request
        self.waiting_since.setdefault(number, time.monotonic())

    def attempt(self, number: int, request: dict[str, Any]) -> None:
        session = self.session(number, int(request.get("connection", 0)))
        if "more" in request:
            self.answer(number, session.more(int(request["more"])))
            return
        sql = request["sql"]
        if type(sql) is not str or type(request.get("values", [])) is not list:
            raise ValueError("no statement")
        if session.must_wait(sql, self.lock_owner):
            self.keep(number, request)
            return
        self.waiting.pop(number, None)
        self.waiting_since.pop(number, None)
        if self.fail_after is not None:
            self.fail_after -= 1
            if self.fail_after < 0:
                self.fail_after = None
                session.abandon()
                self.answer(number, session.refusal("OperationalError", "the connection to the database was lost"))
                return
        self.answer(number, session.run(sql, request.get("values", []), many=bool(request.get("many"))))

    def session(self, number: int, connection: int) -> Session:
        if not 0 <= connection < 8:
            raise ValueError("too many connections")
        key = (number, connection)
        if key not in self.sessions:
            self.sessions[key] = Session(number, self.file.connect_candidate(), self)
        return self.sessions[key]

    def answer(self, number: int, message: dict[str, Any]) -> None:
        with suppress(OSError):
            frames.send(self.workers[number], message)

    def try_again(self) -> None:
        """Go on with what waited for the lock; give up on what has waited too long."""
        for number, request in list(self.waiting.items()):
            if self.holds.get(number, -1) == 0:
                continue
            session = self.session(number, int(request.get("connection", 0)))
            if time.monotonic() - self.waiting_since[number] > BLOCKED_S:
                self.waiting.pop(number)
                self.waiting_since.pop(number)
                self.answer(number, session.refusal("OperationalError", "database is locked"))
            elif not session.must_wait(request["sql"], self.lock_owner):
                self.attempt(number, request)

    def hear_grader(self, requests: list[dict[str, Any]]) -> None:
        """Do what the grader asks, in its order, and answer what the last one wanted to know."""
        if requests[-1]["op"] == "leave":
            if self.watched is not None:
                self.end_watch()
            return
        answer = self.obey(requests)
        if requests[-1]["op"] == "watch" and "error" not in answer:
            self.watched = requests[-1]["worker"]
        else:
            frames.send(self.grader, answer)

    def end_watch(self) -> None:
        frames.send(self.grader, {"value": self.state(self.watched)})
        self.watched = None

    def obey(self, requests: list[dict[str, Any]]) -> dict[str, Any]:
        orders: dict[str, Callable[[dict[str, Any]], Any]] = {
            "rows": self.rows,
            "reset": self.reset,
            "length": lambda _request: len(self.log),
            "log": self.read_log,
            "fail": self.fail,
            "hold": self.hold,
            "release": self.release,
            "status": lambda request: self.state(request["worker"]),
            "watch": lambda _request: None,
        }
        value = None
        try:
            for op, group in groupby(requests, key=itemgetter("op")):
                if op == "write":
                    self.write(group)
                else:
                    value = [orders[op](request) for request in group][-1]
        except sqlite3.Error as error:
            return {"error": f"{type(error).__name__}: {error}"}
        return {"value": value}

    def write(self, requests: Iterable[dict[str, Any]]) -> None:
        """Run statements that change rows in one transaction: each by itself would be on its way for as long as all."""
        self.own.execute("BEGIN IMMEDIATE")
        try:
            for request in requests:
                self.own.execute(request["sql"], [frames.original(value) for value in request["values"]])
            self.own.execute("COMMIT")
        except sqlite3.Error:
            self.own.execute("ROLLBACK")
            raise

    def rows(self, request: dict[str, Any]) -> list[list[Any]]:
        cursor = self.own.execute(request["sql"], [frames.original(value) for value in request["values"]])
        return [[frames.plain(value) for value in row] for row in cursor.fetchall()]

    def reset(self, _request: dict[str, Any]) -> None:
        """Put the first image back; sessions start afresh, what waited is refused."""
        for number in list(self.waiting):
            self.waiting.pop(number)
            self.answer(number, {"error": "OperationalError", "message": "the database was restarted"})
        for session in self.sessions.values():
            session.forget()
        self.sessions.clear()
        self.own.close()
        self.file.put_back()
        self.own = self.file.connect()
        self.lock_owner, self.fail_after = None, None
        self.log.clear()
        self.holds.clear()
        self.waiting_since.clear()

    def read_log(self, request: dict[str, Any]) -> list[list[Any]]:
        return [[one.worker, one.sql, one.rows, one.ms, one.kind] for one in self.log[int(request["since"]) :]]

    def fail(self, request: dict[str, Any]) -> None:
        self.fail_after = request["after"]

    def hold(self, request: dict[str, Any]) -> None:
        self.holds[request["worker"]] = request["after"]

    def release(self, request: dict[str, Any]) -> None:
        self.holds.pop(request["worker"], None)
        if request["worker"] in self.waiting:
            self.waiting_since[request["worker"]] = time.monotonic()

    def state(self, worker: int | None) -> str:
        """Say of a worker whether it is held, blocked by the lock, or neither: free."""
        if worker not in self.waiting:
            return "free"
        return "held" if self.holds.get(worker, -1) == 0 else "blocked"
