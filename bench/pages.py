"""Requests a second and latency of the public pages, against the floor and against the same site without kept pages.

    python bench/pages.py [SECONDS]    needs wrk

Floor: the same server with the same settings sends the same bytes from memory. Peer: this site with
JOBFUTURES_PUBLIC_PAGES_KEPT=0, that is, what a plain Django view of the same page costs. All three are measured one
after the other, in rounds, in the same run, with 8 connections that never pause; "p99 c=2" is the latency with as
many connections as there are workers, the best of three rounds: what a visitor waits while nobody queues.
"""

import os
import pickle
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median

from served import GRANIAN, ROOT, Load, free_port, running, wrk

QUESTIONS = 500
ROUNDS = 3
PAGES = {
    "question": "/guides/python-backend/orm-loading/n-plus-one-problem/",
    "area": "/guides/python-backend/orm-loading/",
    "home": "/",
    "search": "/search/?q=isolation+levels",
    "search, typing": "/search/?q=isolat",
}


def fetch(address: str) -> tuple[list[tuple[str, str]], bytes]:
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request) as answer:
        return [
            (name, value) for name, value in answer.getheaders() if name.lower() not in ("date", "server")
        ], answer.read()


def main() -> None:
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder:
        environment = {
            "JOBFUTURES_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings",
            "PYTHONPATH": str(ROOT / "bench"),
        }
        run = os.environ | environment
        subprocess.run([sys.executable, "-m", "jobfutures.config.command", "migrate"], check=True, env=run, cwd=ROOT)
        subprocess.run([sys.executable, str(ROOT / "bench/grow.py"), str(QUESTIONS)], check=True, env=run, cwd=ROOT)
        floor_file = Path(folder) / "floor.pickle"
        site, peer, floor = (f"http://127.0.0.1:{free_port()}" for _ in range(3))
        words = [sys.executable, "-m", "jobfutures.config.command", "web", "--port"]  # as an instance serves it
        with running([*words, site.rpartition(":")[2]], f"{site}/healthz", environment):
            floor_file.write_bytes(pickle.dumps({path: fetch(site + path) for path in PAGES.values()}))
            floor_words = [*GRANIAN, "floor:application", "--port", floor.rpartition(":")[2]]
            kept_off = environment | {"JOBFUTURES_PUBLIC_PAGES_KEPT": "0"}
            with (
                running(floor_words, floor, environment | {"FLOOR_FILE": str(floor_file)}),
                running([*words, peer.rpartition(":")[2]], f"{peer}/healthz", kept_off),
            ):
                measure({"site": site, "floor": floor, "peer": peer}, seconds, floor_file)


def measure(bases: dict[str, str], seconds: int, floor_file: Path) -> None:
    sizes = {path: len(body) for path, (_, body) in pickle.loads(floor_file.read_bytes()).items()}
    heads = ("bytes", "req/s", "p50 ms", "p99 ms", "p99 c=2", "floor", "x floor", "peer", "x peer")
    print(f"{'page':15}" + "".join(f"{head:>9}" for head in heads))
    for name, path in PAGES.items():
        loads: dict[str, list[Load]] = {base: [] for base in bases}
        for address in bases.values():
            wrk(address + path, 1)
        for _ in range(ROUNDS):
            for base, address in bases.items():
                loads[base].append(wrk(address + path, seconds))
        rate = {base: median(load.per_second for load in found) for base, found in loads.items()}
        p50, p99 = (median(getattr(load, part) for load in loads["site"]) for part in ("p50_ms", "p99_ms"))
        calm = min(
            (wrk(bases["site"] + path, seconds, connections=2) for _ in range(ROUNDS)), key=lambda load: load.p99_ms
        )
        print(
            f"{name:15}{sizes[path]:>9}{rate['site']:>9.0f}{p50:>9.2f}{p99:>9.2f}{calm.p99_ms:>9.2f}{rate['floor']:>9.0f}"
            f"{rate['site'] / rate['floor']:>9.2f}{rate['peer']:>9.0f}{rate['site'] / rate['peer']:>9.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
