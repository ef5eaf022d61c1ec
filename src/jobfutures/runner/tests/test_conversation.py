"""What the parts of a graded run say to each other: the database and its grader, an answer and its pieces."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import h11
import pytest

from jobfutures.runner.inside import database, frames
from jobfutures.runner.inside.database_client import Database
from jobfutures.runner.inside.wsgi import AT_ONCE, Reply
from jobfutures.runner.processors import Processors

SCRIPT = "create table counter (n); insert into counter values (0);"


@dataclass
class Table:
    """A database, its grader, and the channel of the one worker."""

    grader: Database
    worker: socket.socket

    def send(self, sql: str) -> None:
        frames.send(self.worker, {"sql": sql, "values": [], "connection": 0})


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    monkeypatch.chdir(tmp_path)
    (ours, grader), (theirs, worker) = socket.socketpair(), socket.socketpair()

    def serve() -> None:
        playing = database.Database(SCRIPT, ours, [theirs])
        playing.serve()
        playing.own.close()
        for session in playing.sessions.values():
            session.forget()

    serving = threading.Thread(target=serve)
    serving.start()
    yield Table(Database(grader), worker)
    grader.close()
    serving.join()
    for one in (ours, theirs, worker):
        one.close()


def test_what_is_written_is_there_before_anybody_looks(table: Table) -> None:
    for number in range(1200):  # more than are kept
        table.grader.write("insert into counter values (?)", number)

    assert table.grader.value("select count(*) from counter") == 1201
    table.grader.write("update counter set n = ?", 7)
    table.grader.settle()
    table.send("select max(n) from counter")

    assert frames.receive(table.worker)["rows"] == [[7]]


def test_a_write_that_is_wrong_is_told_with_the_next_question_and_undone(table: Table) -> None:
    table.grader.write("insert into counter values (1)")
    table.grader.write("insert into nowhere values (1)")

    with pytest.raises(ValueError, match="no such table: nowhere"):
        table.grader.rows("select n from counter")

    assert table.grader.rows("select n from counter") == [[0]]


def test_a_reset_drops_what_was_kept_and_the_log(table: Table) -> None:
    table.send("update counter set n = 5")
    frames.receive(table.worker)
    table.grader.write("insert into nowhere values (1)")
    table.grader.reset()

    assert table.grader.value("select n from counter") == 0
    assert table.grader.log() == []


def test_the_grader_hears_when_a_worker_is_held_has_answered_or_does_neither(table: Table) -> None:
    (near, far) = socket.socketpair()  # the worker's answer to the grader
    with near, far:
        assert table.grader.until_settled(0, near, 0.05) == "late"
        table.grader.hold(0, after=0)
        table.grader.settle()
        table.send("select 1")
        assert table.grader.until_settled(0, near, 5) == "held"
        table.grader.release(0)
        table.grader.settle()
        assert frames.receive(table.worker)["rows"] == [[1]]
        far.sendall(b"HTTP")
        assert table.grader.until_settled(0, near, 5) == "answered"
        assert table.grader.value("select n from counter") == 0, "no answer of a watch is left over"


def test_small_pieces_of_an_answer_are_sent_together_and_large_ones_at_once() -> None:
    sent: list[h11.Event] = []
    reply = Reply(sent.append)
    reply.start("200 OK", [("Content-Type", "text/csv")])

    for _ in range(1000):
        reply.write(b"one line\n")
    reply.write(b"x" * AT_ONCE)
    reply.flush()

    head, *pieces = sent
    assert isinstance(head, h11.Response)
    data = [piece.data for piece in pieces if isinstance(piece, h11.Data)]
    assert b"".join(data) == b"one line\n" * 1000 + b"x" * AT_ONCE
    assert len(data) <= 2


def test_runs_side_by_side_have_processors_of_their_own() -> None:
    processors = Processors()

    with processors.one() as first, processors.one() as second:
        assert (first == second) == (len(processors.runs) == 1)
    assert set(processors.runs.values()) == {0}
