"""The small parts of the supervisor; whole processes are killed in tests/processes."""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from jobfutures.config.supervisor import Child, wait_until_ready
from tests.serving import children, command_line, free_port, is_alive, wait_until


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None: ...


def test_a_role_that_died_very_often_is_still_started_again() -> None:
    child = Child("web", [sys.executable, "-c", ""], quick_deaths=5000)
    child.start()
    assert child.process
    child.process.wait()

    child.check()

    assert child.start_after - child.started_at < 40


def test_the_proxy_for_the_world_outside_is_not_asked_whether_we_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "http_proxy", "http://127.0.0.1:1")
    monkeypatch.delitem(os.environ, "no_proxy", raising=False)
    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        child = Child("web", [sys.executable, "-c", ""])
        child.start()
        assert child.process
        child.process.wait()

        assert wait_until_ready(f"http://127.0.0.1:{server.server_port}", child, [])
        server.shutdown()


@pytest.mark.slow
def test_a_copy_that_is_stopped_while_it_migrates_leaves_no_migration_behind(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "jobfutures.config.command", "serve", "--port", str(free_port()), "--data"]
    copy = subprocess.Popen([*words, str(tmp_path / "data")], stderr=subprocess.DEVNULL)
    wait_until(lambda: any("migrate" in command_line(pid) for pid in children(copy.pid)), "the migration")
    (migration,) = children(copy.pid)

    copy.terminate()
    copy.wait()

    wait_until(lambda: not is_alive(migration), "the end of the migration")
    assert not (tmp_path / "data/setup-link").exists()  # the last thing that it would have done
