"""The web role: Granian, whose workers are forks of one process that has imported the site."""

import os
import socket
import threading
from collections.abc import Callable
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.errors import FatalError
from granian.log import LogLevels
from granian.server.mp import MPServer

from jobfutures.config import datafolder
from jobfutures.config.environment import Environment
from jobfutures.config.processes import die_with_parent

REQUEST_SECONDS = 8  # how long a web worker may take to finish a request once it was asked to stop
APPLICATION = "jobfutures.config.wsgi:application"


class PortTaken(Exception):
    """Somebody else listens there; the message says what to do."""


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


def web_workers() -> int:
    """Raises WrongSetting."""
    return Environment().whole("WEB_WORKERS", min(2, os.cpu_count() or 1), low=1, high=64)


class DrainingServer(MPServer):
    """Says that it goes before it goes: whoever sends visitors here has so long to send them elsewhere."""

    drain_s = 0
    folder = Path()
    is_asked = False

    def signal_handler_interrupt(self, *_signal: object) -> None:
        """Stop at once when asked twice."""
        interrupt: Callable[[], None] = super().signal_handler_interrupt
        if self.is_asked or not self.drain_s:
            interrupt()
            return
        self.is_asked = True
        (self.folder / datafolder.DRAINING).touch(mode=0o600)
        waiting = threading.Timer(self.drain_s, interrupt)
        waiting.daemon = True
        waiting.start()


def serve_web(host: str, port: int, workers: int, drain_s: int = 0) -> int:
    """Serve until SIGINT or SIGTERM. One blocking thread a worker beat four under load (stack, part 5).

    drain_s: how long to go on answering after that, while /readyz says no.
    """
    folder = Environment().folder("DATA", "data")
    (folder / datafolder.DRAINING).unlink(missing_ok=True)
    server = DrainingServer(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        workers_kill_timeout=REQUEST_SECONDS,
        backpressure=128,
        websockets=False,
        http=HTTPModes.http1,
        log_level=LogLevels.warning,
    )
    server.drain_s, server.folder = drain_s, folder
    try:
        server.serve(target_loader=application)
    except FatalError:
        return 1  # its workers have said why
    return 0


def application(_target: str) -> Callable[..., Any]:
    """Return the application, in a worker; a worker whose server is killed must not go on holding the port."""
    from jobfutures.config.wsgi import application as site
    from jobfutures.telemetry.counting import start_writing

    server = parent_process()
    die_with_parent(server.pid if server else None)
    start_writing()  # in a thread of this fork
    return site
