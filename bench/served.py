"""Starts what the benchmarks measure: the real site, or a floor that sends the same bytes from memory."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
GRANIAN = [
    sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1",
    "--no-ws", "--http", "1", "--log-level", "error",
]  # fmt: skip


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, and the 50th and 99th percentile of the latency in ms."""

    per_second: float
    p50_ms: float
    p99_ms: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(words: list[str], address: str, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; wait for its first answer."""
    process = subprocess.Popen(words, cwd=ROOT, env=os.environ | environment, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(address, timeout=2).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.02)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wrk(address: str, seconds: int = 5, connections: int = 8, script: Path | None = None) -> Load:
    """Load one address with wrk (Debian: apt install wrk)."""
    words = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br", address]
    if script:
        words[1:1] = ["-s", str(script)]
    printed = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    if errors := re.search(r"Non-2xx or 3xx responses: (\d+)", printed):
        raise SystemExit(f"{address}: {errors[1]} answers were errors")

    def milliseconds(percent: int) -> float:
        found = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)\b", printed)
        return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000}[found[2]] if found else float("nan")

    per_second = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    return Load(float(per_second[1]) if per_second else 0.0, milliseconds(50), milliseconds(99))
