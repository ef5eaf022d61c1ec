"""How long a start takes until the first page is served, and how much memory the whole `serve` holds.

    python bench/start.py

Memory is the sum over all processes of the proportional set size (PSS: a page shared by n processes counts 1/n for
each); the plain resident size, which counts shared pages once for every process, stands beside it. Floor: a bare
Granian with an empty WSGI application.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from served import GRANIAN, ROOT, free_port, running

PAGE = "/guides/python-backend/orm-loading/n-plus-one-problem/"


def children(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children(int(child))
    return found


def memory(pid: int) -> tuple[int, int, int]:
    """Return (processes, PSS, RSS) of a process and all below it, in MiB."""
    pss = rss = 0
    pids = children(pid)
    for one in pids:
        lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        numbers = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
        pss, rss = pss + numbers["Pss"], rss + numbers["Rss"]
    return len(pids), pss // 1024, rss // 1024


def started(folder: str, port: int) -> tuple[float, subprocess.Popen[bytes]]:
    """Start `serve`; return the seconds until the first page, and the process."""
    began = time.monotonic()
    words = [sys.executable, "-m", "jobfutures.config.command", "serve", "--port", str(port)]
    process = subprocess.Popen(
        words,
        env={**os.environ, "JOBFUTURES_DATA": folder, "PYTHONDONTWRITEBYTECODE": ""},
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
    )
    while True:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}", timeout=5).close()
            return time.monotonic() - began, process
        except OSError:
            if process.poll() is not None:
                raise SystemExit("serve ended before it answered") from None
            time.sleep(0.01)


def stopped(process: subprocess.Popen[bytes]) -> float:
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    return time.monotonic() - began


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder:
        first, process = started(folder, free_port())
        stopped(process)
        again = []
        for _ in range(3):
            port = free_port()
            seconds, process = started(folder, port)
            again.append(seconds)
            if len(again) < 3:
                stopped(process)
        for _ in range(300):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}").close()
        time.sleep(2)
        number, pss, rss = memory(process.pid)
        print(f"first start, content to load:   {first:.2f} s to the first page (goal 10)")
        print(f"start, content loaded before:   {min(again):.2f} to {max(again):.2f} s (goal 3)")
        print(f"memory of serve, {number} processes:   {pss} MiB PSS, {rss} MiB RSS added up (goal 250)")
        print(f"stop on SIGTERM:                {stopped(process):.2f} s")
    port = free_port()
    floor_words = [*GRANIAN, "empty:application", "--port", str(port)]
    began = time.monotonic()
    with running(floor_words, f"http://127.0.0.1:{port}/", {"PYTHONPATH": str(ROOT / "bench")}) as floor:
        seconds = time.monotonic() - began
        number, floor_pss, floor_rss = memory(floor.pid)
        print(f"floor, Granian with 2 workers:  {seconds:.2f} s, {floor_pss} MiB PSS, {floor_rss} MiB RSS")
        print(f"x floor:                        {min(again) / seconds:.1f} time, {pss / floor_pss:.1f} memory")


if __name__ == "__main__":
    main()
