"""Processes that are killed: nothing that was accepted is lost, and nothing is left behind."""

import os
import shutil
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from mailbox import Maildir
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.markup import Page
from tests.serving import (
    Serving,
    begin,
    children,
    descendants,
    free_port,
    is_alive,
    process_name,
    serving,
    wait_until,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and asks the kernel to end orphans"),
]
WRITERS, MESSAGES = 6, 20
WEB, WORKER = "jobfutures web", "jobfutures work"  # as `ps` shows them, which keeps 15 bytes


def role(copy: Serving, words: str) -> int:
    """Return the process of the role; wait for it to be there."""
    found: list[int] = []

    def there() -> bool:
        found[:] = [pid for pid in children(copy.process.pid) if process_name(pid) == words]
        return bool(found)

    wait_until(there, words)
    return found[0]


def web_workers(copy: Serving) -> list[int]:
    return children(role(copy, WEB))


def answers(copy: Serving) -> bool:
    try:
        return httpx.get(f"{copy.address}/readyz", timeout=10, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


class Writer(threading.Thread):
    """Somebody who sends messages one after the other, and remembers which were accepted."""

    def __init__(self, copy: Serving, name: str) -> None:
        super().__init__(name=name)
        self.copy = copy
        self.accepted: list[str] = []

    def run(self) -> None:
        for number in count():
            if len(self.accepted) == MESSAGES or self.copy.process.poll() is not None:
                return
            email = f"{self.name}-{number}@example.org"
            try:
                if self.send(email):
                    self.accepted.append(email)
            except httpx.TransportError:
                time.sleep(0.1)  # a process was killed while it answered: this one was not accepted

    def send(self, email: str) -> bool:
        with httpx.Client(base_url=self.copy.address, timeout=60, trust_env=False) as client:
            form = Page(client.get("/help/report/").text).forms[0]
            token = form.values()["csrfmiddlewaretoken"]
            written = {"email": email, "text": f"From {email}", "form_key": str(uuid4())}
            answer = client.post("/help/contact/", data={"csrfmiddlewaretoken": token, **written})
        return answer.status_code < 400


def kills(copy: Serving, writers: list[Writer]) -> Iterator[int]:
    """Kill a web worker, the queue's worker and a web worker again, while messages come in; yield how many had come."""
    victims = (lambda: web_workers(copy)[0], lambda: role(copy, WORKER), lambda: web_workers(copy)[-1])
    for number, victim in zip(count(1), victims, strict=False):
        wait_until(lambda: sum(len(one.accepted) for one in writers) >= number * 20, "messages to come in")  # noqa: B023
        os.kill(victim(), signal.SIGKILL)
        yield sum(len(one.accepted) for one in writers)


def stored(copy: Serving) -> set[str]:
    with closing(sqlite3.connect(f"file:{copy.folder}/jobfutures.sqlite3?mode=ro", uri=True)) as database:
        return {email for (email,) in database.execute("SELECT email FROM support_message")}


def letters(copy: Serving) -> set[str]:
    return {str(letter["To"]) for letter in Maildir(copy.folder / "mailbox")}


def test_every_accepted_message_is_stored_and_acknowledged_though_workers_are_killed(folder: Path) -> None:
    with serving(folder) as copy:
        writers = [Writer(copy, f"writer{number}") for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        come = list(kills(copy, writers))
        for writer in writers:
            writer.join()
        accepted = {email for writer in writers for email in writer.accepted}

        assert len(accepted) > come[-1], "messages were accepted after the last kill as well"
        assert accepted <= stored(copy)
        wait_until(lambda: accepted <= letters(copy), "every acknowledgement to reach the mailbox")


def test_the_worker_moves_what_was_committed_into_the_database_file(folder: Path, tmp_path: Path) -> None:
    file = "jobfutures.sqlite3"
    with serving(folder) as copy:
        assert Writer(copy, "writer").send("moved@example.org")

        def moved() -> bool:
            (tmp_path / "alone").mkdir(exist_ok=True)
            shutil.copy(copy.folder / file, tmp_path / "alone" / file)  # without the log beside it
            with closing(sqlite3.connect(tmp_path / "alone" / file)) as database:
                return bool(database.execute("SELECT 1 FROM support_message WHERE email LIKE 'moved@%'").fetchall())

        wait_until(moved, "the message to stand in the database file")


def test_a_role_that_dies_is_started_again_and_leaves_nothing_behind(folder: Path) -> None:
    with serving(folder) as copy:
        for words in (WEB, WORKER):
            before = role(copy, words)
            below = descendants(before)
            os.kill(before, signal.SIGKILL)
            wait_until(lambda before=before, words=words: role(copy, words) != before, f"another {words}")
            wait_until(lambda below=below: not any(is_alive(pid) for pid in below), "what stood below it to end")
            wait_until(lambda: answers(copy), "an answer")

        assert copy.said().count("it is started again. Work in progress is kept in the database.") == 2


def test_a_supervisor_that_is_killed_leaves_nothing_that_holds_port_or_folder(folder: Path) -> None:
    with serving(folder) as copy:
        below = descendants(copy.process.pid)
        copy.process.kill()
        copy.process.wait()
        wait_until(lambda: not any(is_alive(pid) for pid in below), "every process to end")

        again = begin(folder, copy.port)
        wait_until(again.is_ready, "serve to be ready")
        assert again.stop(signal.SIGINT) == 0


def test_a_copy_that_is_asked_to_stop_ends_well_and_leaves_no_process(folder: Path) -> None:
    with serving(folder) as copy:
        wait_until(lambda: len(descendants(copy.process.pid)) >= 4, "web, its worker, the runner and the worker")
        below = descendants(copy.process.pid)

        assert copy.stop(signal.SIGTERM) == 0
        assert not any(is_alive(pid) for pid in below)


def test_a_copy_that_is_asked_to_stop_while_it_starts_ends_well(folder: Path) -> None:
    copy = begin(folder, free_port())
    wait_until(lambda: any(process_name(pid) == WEB for pid in children(copy.process.pid)), "the web role")
    below = descendants(copy.process.pid)

    assert copy.stop(signal.SIGINT) == 0
    assert not any(is_alive(pid) for pid in below)
