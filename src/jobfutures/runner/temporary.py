"""A runner for a while: for `content check`, tests and tools, which have none beside them."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jobfutures.runner.client import Client
from jobfutures.runner.errors import RunnerUnavailable
from jobfutures.runner.job import Tier

START_S = 60


@contextmanager
def temporary_runner(*, at_once: int = 0) -> Iterator[Client]:
    """Start a runner on a private socket, yield its client, and end it. Raises RunnerUnavailable with the reason.

    at_once: graded jobs that it runs at the same time; 0 for as many as there are cores.
    """
    with tempfile.TemporaryDirectory(prefix="jobfutures-") as folder:
        place = Path(folder) / "runner.sock"
        words = [
            sys.executable,
            "-m",
            "jobfutures.runner",
            "--socket",
            str(place),
            "--with-parent",
            "--at-once",
            str(at_once),
        ]
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, env={"PATH": os.environ.get("PATH", "/usr/bin")})
        client = Client([f"unix:{place}"])
        try:
            yield wait_for(place, process, client)
        finally:
            client.close()
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(place: Path, process: subprocess.Popen[bytes], client: Client) -> Client:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        state = client.hosts[0].state() if place.exists() else None
        if state and state.tier is Tier.NONE:
            raise RunnerUnavailable(f"No safe sandbox is possible here: {state.reason} {state.fix}")
        if state:
            return client
        time.sleep(0.05)
    raise RunnerUnavailable("The runner did not start; its own lines above say why.")
