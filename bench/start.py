"""How long a start takes until the first page is served, and how much memory the whole `serve` holds.

    python bench/start.py

On the first start, what skill checks ask is loaded beside the first pages, by a process of its own that ends; the
memory is measured after it ended, and while it works for comparison.

Memory is the sum over all processes of the proportional set size (PSS: a page shared by n processes counts 1/n for
each); the plain resident size, which counts shared pages once for every process, stands beside it. It is measured
while the sandboxes rest, as they do from the start until somebody runs code, and while they are warm. Floor: a bare
Granian with an empty WSGI application.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
import uuid
from contextlib import suppress
from pathlib import Path

from served import GRANIAN, ROOT, free_port, running

from jobfutures.runner.client import Client
from jobfutures.runner.job import Job, Verdict

PAGE = "/guides/python-backend/orm-loading/n-plus-one-problem/"


def children(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += children(int(child))
    return found


def memory(pid: int) -> tuple[int, int, int]:
    """Return (processes, PSS, RSS) of a process and all below it, in MiB."""
    pids = children(pid)
    rolled = [smaps(one) for one in pids]
    return len(pids), sum(one["Pss"] for one in rolled) // 1024, sum(one["Rss"] for one in rolled) // 1024


def smaps(pid: int) -> dict[str, int]:
    """Return the sums over all mappings of one process, in KiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}


def told_apart(pid: int) -> str:
    """Return the PSS and what is written to of each process, in MiB, the largest first."""
    found = [(smaps(one), Path(f"/proc/{one}/comm").read_text().strip()) for one in children(pid)]
    rows = sorted(((one["Pss"] // 1024, one["Private_Dirty"] // 1024, name) for one, name in found), reverse=True)
    return ", ".join(f"{name} {pss} ({own} its own)" for pss, own, name in rows)


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


def preparing(pid: int) -> bool:
    """Return whether the process that prepares skill checks is at work."""
    for one in children(pid):
        with suppress(FileNotFoundError, ProcessLookupError):  # many end while we read
            if Path(f"/proc/{one}/comm").read_text().startswith("jobfutures bank"):
                return True
    return False


def prepared(pid: int) -> tuple[float, int]:
    """Wait until skill checks are prepared; return the seconds, and the greatest PSS meanwhile in MiB."""
    began, most = time.monotonic(), 0
    time.sleep(1)
    while preparing(pid):
        with suppress(FileNotFoundError, ProcessLookupError):
            most = max(most, memory(pid)[1])
        time.sleep(0.5)
    return time.monotonic() - began, most


def woken_after(folder: Path) -> float:
    """Run a program in the sandboxes, which rest; return the seconds until its end."""
    client, began = Client([f"unix:{folder / 'runner.sock'}"]), time.monotonic()
    outcome = client.run(Job(id=uuid.uuid4().hex, work="program", files={"main.py": "print(1)"}))
    client.close()
    if outcome.verdict is not Verdict.OK:
        raise SystemExit(f"the program ended as {outcome.verdict}: {outcome.reason}")
    return time.monotonic() - began


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder:
        first, process = started(folder, free_port())
        seconds, most = prepared(process.pid)
        print(f"skill checks prepared after:    {seconds:.1f} s more, at most {most} MiB PSS meanwhile")
        stopped(process)
        again = []
        for _ in range(3):
            port = free_port()
            seconds, process = started(folder, port)
            again.append(seconds)
            if len(again) < 3:
                stopped(process)
        prepared(process.pid)
        for _ in range(300):
            urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGE}").close()
        time.sleep(2)
        number, pss, rss = memory(process.pid)
        parts = told_apart(process.pid)
        woken, warm = woken_after(Path(folder)), memory(process.pid)
        print(f"first start, content to load:   {first:.2f} s to the first page (goal 10)")
        print(f"start, content loaded before:   {min(again):.2f} to {max(again):.2f} s (goal 3)")
        print(f"memory of serve, {number} processes:   {pss} MiB PSS, {rss} MiB RSS added up (goal 250)")
        print(f"  of which: {parts}")
        print(f"while sandboxes are warm, {warm[0]}: {warm[1]} MiB PSS; the first run after a rest took {woken:.2f} s")
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
