"""A whole `jobfutures serve` of its own: its processes, its folder, its port."""

import atexit
import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

COMMAND = [sys.executable, "-m", "jobfutures.config.command"]
PATIENCE_S = 120  # how long a busy machine may take for anything; a test that waits so long has failed
PREPARING_S = 600  # for all that a first start does: it computes for most of a minute of a processor


@dataclass
class Serving:
    """One copy that runs. `log` takes what it says on both streams."""

    process: subprocess.Popen[bytes]
    folder: Path
    port: int
    log: Path

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def setup_link(self) -> str:
        """Return the operator's one-time link, as it was printed."""
        found: list[str] = []

        def printed() -> bool:
            found[:] = re.findall(r"http://\S+/operate/setup/\S+", self.said())
            return bool(found)

        wait_until(printed, "the set-up link")
        return found[0]

    def is_ready(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"serve ended with {self.process.returncode}:\n{self.said()}")
        return "Ready after" in self.said()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Ask it to stop; return its exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_S)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**variables: str) -> dict[str, str]:
    """Return the variables for a copy of its own: nothing of the tests' own settings reaches it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("JOBFUTURES_", "DJANGO_"))}
    return clean | {f"JOBFUTURES_{name}": value for name, value in variables.items()}


def begin(folder: Path, port: int, **variables: str) -> Serving:
    """Start `serve` in a data folder, without waiting. Its address is by name, as passkeys want it."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder.with_name(f"{folder.name}-{uuid4().hex}.log")
    words = [*COMMAND, "serve", "--port", str(port), "--data", str(folder)]
    known = {"ADDRESS": f"http://localhost:{port}", "POST_LIMITS_FACTOR": "1000"}
    with log.open("ab") as out:
        process = subprocess.Popen(words, stdout=out, stderr=out, cwd=folder, env=environment(**known | variables))
    return Serving(process, folder, port, log)


@cache
def prepared() -> Path:
    """Return a data folder with the content loaded and the banks made: once for all copies that are served, and for all
    steps of one run of the checks.
    """
    named = os.environ.get("JOBFUTURES_TEST_TEMPLATES")
    folder = Path(named or tempfile.mkdtemp(prefix="jobfutures-prepared-"))
    if not named:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    whole = folder / "prepared"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            unfinished = Path(tempfile.mkdtemp(dir=folder)) / "data"
            words = [*COMMAND, "migrate", "--data", str(unfinished)]
            subprocess.run(words, check=True, timeout=PREPARING_S, env=environment())
            unfinished.rename(whole)
    return whole


@contextmanager
def serving(folder: Path, **variables: str) -> Iterator[Serving]:
    """Serve from a folder on a free port while the block runs. A new folder begins as one that was served before."""
    if not folder.exists():
        shutil.copytree(prepared(), folder)
    copy = begin(folder, free_port(), **variables)
    try:
        wait_until(copy.is_ready, "serve to be ready")
        yield copy
    finally:
        if copy.process.poll() is None:
            copy.stop()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {PATIENCE_S} s in vain for {what}")
        time.sleep(0.05)


def refused(*words: str, folder: Path, **variables: str) -> tuple[int, list[str]]:
    """Run a command that should refuse; return its exit code and what it said on standard error."""
    ended = subprocess.run(
        [*COMMAND, *words, "--data", str(folder)],
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=environment(**variables),
        cwd=folder.parent,
    )
    return ended.returncode, ended.stderr.splitlines()


def descendants(pid: int) -> dict[int, str]:
    """Return the command line of every process below this one, by process id. Linux only."""
    found: dict[int, str] = {}
    for child in children(pid):
        found |= {child: command_line(child)} | descendants(child)
    return found


def children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task")
    try:
        return [int(one) for thread in threads.iterdir() for one in (thread / "children").read_text().split()]
    except FileNotFoundError:
        return []


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def process_name(pid: int) -> str:
    """Return what `ps` shows; a fork of `serve` says its role there, in 15 bytes."""
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that ended and waits to be noticed does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in ("Z", "X")
