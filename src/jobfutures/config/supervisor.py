"""`jobfutures serve`: one process that starts the roles, restarts what dies, and stops them in order.

It imports the site once, and web and worker are forks of it: they start in an instant and share its memory. It asks no
database and serves nothing itself. The runner is a program of its own: it may hold nothing of the site.
"""

import gc
import os
import signal
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType

from jobfutures.config import datafolder, site
from jobfutures.config.demo_command import fill_with_demo
from jobfutures.config.environment import Environment
from jobfutures.config.processes import Child, Forked, program, say, stop
from jobfutures.config.refused import Refused
from jobfutures.config.runner import runner_words
from jobfutures.config.version import version
from jobfutures.config.web import refuse_taken_port, serve_web, web_workers

READY_SECONDS = 60  # how long the web role may take to answer before the start has failed


def serve_everything(host: str, port: int) -> int:
    """Serve until SIGINT or SIGTERM; return the exit code. Raises FolderRefused, PortTaken or WrongSetting before it
    starts."""
    began = time.monotonic()
    folder = Environment().folder("DATA", "data")
    datafolder.prepare(folder)
    held = datafolder.lock(folder)
    refuse_taken_port(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    os.environ["JOBFUTURES_DATA"] = str(folder)
    if not Environment().text("ADDRESS"):
        os.environ["JOBFUTURES_ADDRESS"] = address.replace("127.0.0.1", "localhost")  # passkeys need a name
    children = roles(host, port, held)
    gc.disable()  # what is imported and loaded now stays; to look for what does not took a tenth of the start
    site.prepare()
    if code := migrated(held):
        return code
    return serve_roles(children, address, folder, began)


def roles(host: str, port: int, held: int) -> list[Child]:
    """Return web, worker and runner, not started. Raises WrongSetting."""
    workers = web_workers()
    words, environment = runner_words("", with_parent=True)
    return [
        Child("web", partial(Forked, "web", partial(serve_web, host, port, workers), [held])),
        Child("worker", partial(Forked, "worker", work, [held])),
        Child("runner", partial(program, words, environment)),
    ]


def first_banks() -> int:
    """Open the skill checks of roles that have none in use; it takes seconds on the first start, and nothing after."""
    from django.db import connections

    from jobfutures.config.migrate import prepare_checks

    os.nice(10)  # nobody waits for it, and everybody for the pages
    try:
        prepare_checks()
    finally:
        connections.close_all()
    return 0


def work() -> int:
    from jobfutures.config.worker import work as serve_queue

    return serve_queue()


def migrated(held: int) -> int:
    """Migrate in a fork, and import the site meanwhile; return the exit code."""
    migrating = Forked("migrate", migrate, [held])
    site.import_pages()
    if code := migrating.wait():
        return code
    site.import_application()
    return 0


def migrate() -> int:
    """Bring everything to this version; say in one sentence what is refused."""
    from django.db import connections

    from jobfutures.config.migrate import migrate_all

    os.environ["JOBFUTURES_SETUP_LINK"] = "yes"
    try:
        code = migrate_all()
        if not code and os.environ.get("JOBFUTURES_DEMO") == "yes":
            fill_with_demo()
        return code
    except Refused as refusal:
        say(f"jobfutures: {refusal}")
        return 1
    finally:
        connections.close_all()


def serve_roles(children: Sequence[Child], address: str, folder: Path, began: float) -> int:
    """Serve until somebody asks to stop; return the exit code."""
    stopping = catch_signals()
    web = children[0]
    web.start()
    ready = wait_until_ready(address, web, stopping)
    if ready:
        say(f"JobFutures {version()} serves {os.environ['JOBFUTURES_ADDRESS']} from {folder}.")
        say(f"Ready after {time.monotonic() - began:.1f} s; stop it with Ctrl-C.")
        show_setup_link(folder)
        children = [*children, Child("banks", partial(Forked, "banks", first_banks), once=True)]
        watch(children, stopping)  # all but web start here: the first page does not wait for them
    stop(children)
    return 0 if ready else 1


def watch(children: Sequence[Child], stopping: list[int]) -> None:
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
