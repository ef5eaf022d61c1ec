"""`jobfutures serve`: one process that starts the roles, restarts what dies, and stops them in order.

It never imports Django: settings and database are the business of its children, and it stays small and hard to crash.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from jobfutures.config import datafolder
from jobfutures.config.environment import Environment
from jobfutures.config.runner import runner_words
from jobfutures.config.version import version

READY_SECONDS = 60  # how long the web role may take to answer before the start has failed
DRAIN_SECONDS = 15  # how long a role may take to finish its work
REQUEST_SECONDS = 8  # how long a web worker may take to finish a request once it was asked to stop
LONGEST_PAUSE_SECONDS = 30  # between two starts of a role that dies at once
STEADY_SECONDS = 10  # a role that lived longer than this restarts at once; one that did not waits
PR_SET_PDEATHSIG = 1


class PortTaken(Exception):
    """Somebody else listens there; the message says what to do."""


@dataclass
class Child:
    """One role: the words that start it, and the process that runs it now."""

    name: str
    words: list[str]
    environment: dict[str, str] | None = None  # None: ours
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    quick_deaths: int = 0
    start_after: float = field(default=0.0)

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.words, preexec_fn=die_with_parent, start_new_session=True, env=self.environment
        )

    def check(self) -> None:
        """Notice a death, and restart: at once after a steady life, with growing pauses after quick deaths."""
        now = time.monotonic()
        if self.process and self.process.poll() is not None:
            code = self.process.returncode
            steady = now - self.started_at > STEADY_SECONDS
            self.quick_deaths = 0 if steady else self.quick_deaths + 1
            self.start_after = now + (0 if steady else min(2 ** min(self.quick_deaths, 7) / 4, LONGEST_PAUSE_SECONDS))
            say(f"{self.name} ended with {code}; it is started again. Work in progress is kept in the database.")
            self.end_leftovers()
            self.process = None
        if self.process is None and now >= self.start_after:
            self.start()

    def end_leftovers(self) -> None:
        """End what the role's own children left behind: a web worker without its parent would keep the port."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


def die_with_parent() -> None:
    """Ask Linux to end this process when its parent is killed, so that nothing is left holding the port."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken where the port is in use: Granian would share it silently with another copy."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            raise PortTaken(
                f"{host}:{port} cannot be used: {error.strerror}. Nothing was started; stop what listens there, or "
                f"choose another port with --port."
            ) from None


def web_words(host: str, port: int) -> list[str]:
    """Return the words that start the web role; one blocking thread a worker beat four under load (stack, part 5)."""
    workers = Environment().whole("WEB_WORKERS", min(2, os.cpu_count() or 1), low=1, high=64)
    return [
        sys.executable, "-m", "granian", "jobfutures.config.wsgi:application", "--interface", "wsgi",
        "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "1",
        "--respawn-failed-workers", "--workers-kill-timeout", str(REQUEST_SECONDS), "--backpressure", "128",
        "--no-ws", "--http", "1", "--log-level", "warning",
    ]  # fmt: skip


def role_words(name: str) -> list[str]:
    return [sys.executable, "-m", "jobfutures.config.command", name]


def serve_everything(host: str, port: int) -> int:
    """Serve until SIGINT or SIGTERM; return the exit code. Raises FolderRefused or PortTaken before it starts."""
    began = time.monotonic()
    folder = Environment().folder("DATA", "data")
    datafolder.prepare(folder)
    held = datafolder.lock(folder)
    refuse_taken_port(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    os.environ["JOBFUTURES_DATA"] = str(folder)
    if not Environment().text("ADDRESS"):
        os.environ["JOBFUTURES_ADDRESS"] = address.replace("127.0.0.1", "localhost")  # passkeys need a name
    environment = os.environ | {"JOBFUTURES_SETUP_LINK": "yes"}
    migrated = subprocess.run(role_words("migrate"), check=False, env=environment, preexec_fn=die_with_parent)
    if migrated.returncode:
        return migrated.returncode
    stopping = catch_signals()
    web, worker = Child("web", web_words(host, port)), Child("worker", role_words("worker"))
    runner = Child("runner", *runner_words("", with_parent=True))
    web.start()
    ready = wait_until_ready(address, web, stopping)
    if ready:
        say(f"JobFutures {version()} serves {os.environ['JOBFUTURES_ADDRESS']} from {folder}.")
        say(f"Ready after {time.monotonic() - began:.1f} s; stop it with Ctrl-C.")
        show_setup_link(folder)
        watch([web, worker, runner], stopping)  # both others start here: the first page does not wait for them
    stop([web, worker, runner])
    os.close(held)
    return 0 if ready else 1


def watch(children: list[Child], stopping: list[int]) -> None:
    """Keep every role running until somebody asks to stop."""
    while not stopping:
        for child in children:
            child.check()
        time.sleep(0.1)


def catch_signals() -> list[int]:
    """Return a list that is empty until somebody asks us to stop."""
    asked: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        asked.append(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, remember)
    return asked


def wait_until_ready(address: str, web: Child, stopping: list[int]) -> bool:
    """Wait for the web role's first answer; say so and return False where it does not come."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and not stopping:
        if answers(address):
            return True
        if web.process and web.process.poll() is not None:
            say(f"The web role ended with {web.process.returncode} before it answered; the lines above say why.")
            return False
        time.sleep(0.05)
    if not stopping:
        say(f"No answer from the web role within {READY_SECONDS} s. Nothing was lost; see `jobfutures doctor`.")
    return bool(stopping)


def answers(address: str) -> bool:
    """Tell whether a web server answers there, whatever it says: to which names it answers is the operator's setting.

    By a plain socket: urllib would hold 3 MB in this process for as long as the site runs.
    """
    host, _, port = address.removeprefix("http://").rpartition(":")
    with suppress(OSError), socket.create_connection((host.strip("[]"), int(port)), timeout=2) as asked:
        asked.sendall(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        return asked.recv(5) == b"HTTP/"
    return False


def show_setup_link(folder: Path) -> None:
    """Print the operator's one-time link that `migrate` left, once."""
    file = folder / "setup-link"
    if file.exists():
        say("This instance has no operator yet. Open this once, within a day, to become it:")
        say(f"  {file.read_text().strip()}")
        file.unlink()


def stop(children: list[Child]) -> None:
    """Ask every role to finish, wait, and end those that do not."""
    running = [child.process for child in children if child.process and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + DRAIN_SECONDS
    for process in running:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    for child in children:
        child.end_leftovers()
