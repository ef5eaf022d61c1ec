"""The small parts of the supervisor; whole processes are killed in tests/processes."""

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from jobfutures.config.processes import Child, Forked, program
from jobfutures.config.supervisor import wait_until_ready
from tests.serving import children, free_port, is_alive, process_name, wait_until


class Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_words: object) -> None: ...


def ends_at_once() -> "subprocess.Popen[bytes]":
    return program([sys.executable, "-c", ""], {})


def test_a_fork_ends_with_the_code_of_its_act_and_holds_nothing_of_its_parent_alone(tmp_path: Path) -> None:
    with (tmp_path / "held").open("w") as held:

        def act() -> int:
            try:
                os.fstat(held.fileno())
            except OSError:
                return 7
            return 8

        assert Forked("act", act, [held.fileno()]).wait(30) == 7


def test_a_fork_can_be_asked_to_stop() -> None:
    def act() -> int:
        time.sleep(60)
        return 0

    forked = Forked("act", act)
    with pytest.raises(subprocess.TimeoutExpired):
        forked.wait(0.1)

    forked.terminate()

    assert forked.wait(30) == -signal.SIGTERM


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_site_that_was_rehearsed_has_one_thread_and_may_be_forked(tmp_path: Path) -> None:
    code = (
        "import os\nfrom jobfutures.config import site\n"
        "site.prepare(); site.import_pages(); site.import_application()\n"
        "print(len(os.listdir('/proc/self/task')))"
    )
    known = os.environ | {"JOBFUTURES_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}

    ran = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=True)

    assert ran.stdout == "1\n"


def test_a_page_that_any_command_renders_is_counted(tmp_path: Path) -> None:
    code = (
        "from jobfutures.config import site\nsite.prepare()\n"
        "from django.test import Client\nprint(Client().get('/healthz', headers={'host': 'localhost'}).status_code)"
    )
    known = os.environ | {"JOBFUTURES_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}
    known.pop("PROMETHEUS_MULTIPROC_DIR", None)

    ran = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=True)

    assert ran.stdout.endswith("200\n")
    assert list((tmp_path / "metrics").glob("*.db"))


def test_a_role_that_died_very_often_is_still_started_again() -> None:
    child = Child("web", ends_at_once, quick_deaths=5000)
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
        child = Child("web", ends_at_once)
        child.start()
        assert child.process
        child.process.wait()

        assert wait_until_ready(f"http://127.0.0.1:{server.server_port}", child, [])
        server.shutdown()


@pytest.mark.slow
def test_a_copy_that_is_stopped_while_it_migrates_leaves_no_migration_behind(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "jobfutures.config.command", "serve", "--port", str(free_port()), "--data"]
    copy = subprocess.Popen([*words, str(tmp_path / "data")], stderr=subprocess.DEVNULL)
    wait_until(lambda: any(process_name(pid) == "jobfutures migr" for pid in children(copy.pid)), "the migration")
    (migration,) = children(copy.pid)

    copy.terminate()
    copy.wait()

    wait_until(lambda: not is_alive(migration), "the end of the migration")
    assert not (tmp_path / "data/setup-link").exists()  # the last thing that it would have done
