"""A rolling restart of both webs under load: how many requests failed. The goal is none.

    python bench/rolling.py [--people 60] [--rounds 3]    needs root, iproute2, haproxy, PostgreSQL

Each web in turn is taken from the balancer, asked to end, started anew and put back, while people go on.
"""

import argparse
import asyncio
import socket
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from chaos import make_people
from load import Record, crowd, tell, where_to_go

from tests.processes.bed import WEBS, Bed, beside, command, wait_for, why_no_bed

AWAY_S = 3  # as long as a balancer, or every node of a cluster, may take to hear that a host goes


def tell_balancer(bed: Bed, words: str) -> str:
    """Say something to HAProxy over its socket; return its answer."""
    with socket.socket(socket.AF_UNIX) as asked:
        asked.connect(f"{bed.folder}/haproxy.sock")
        asked.sendall(f"{words}\n".encode())
        return asked.recv(4096).decode()


def restart(bed: Bed, name: str) -> float:
    """Restart one web as a release does; return how many seconds it was away."""
    machine, at = bed.machines[name], time.monotonic()
    tell_balancer(bed, f"set server web/{name} state drain")
    time.sleep(AWAY_S)
    code = machine.stop()
    if code:
        raise SystemExit(f"{name} ended with {code}:\n{machine.said()[-2000:]}")
    machine.start()
    machine.keeps = True
    if not wait_for(lambda: bed.is_ready(name), 120):
        raise SystemExit(f"{name} did not come back:\n{machine.said()[-2000:]}")
    tell_balancer(bed, f"set server web/{name} state ready")
    time.sleep(AWAY_S)
    return time.monotonic() - at


def main() -> int:
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--people", type=int, default=60)
    known.add_argument("--rounds", type=int, default=3)
    known.add_argument("--small", action="store_true", help="little content and no demo: begins within seconds")
    asked = known.parse_args()
    if missing := why_no_bed():
        raise SystemExit(missing)
    with beside(whole=not asked.small) as bed:
        if not asked.small:
            command(bed, "demo")
        sessions, site = [str(one) for one in make_people(bed)["owners"]], where_to_go(bed)
        record, over, began = Record(), threading.Event(), time.monotonic()

        def load() -> None:
            while not over.is_set():
                asyncio.run(crowd(site, sessions, asked.people, 20, record))

        people = threading.Thread(target=load)
        people.start()
        time.sleep(5)
        away = [restart(bed, name) for _ in range(asked.rounds) for name in WEBS]
        over.set()
        people.join()
        wrong = tell(record, time.monotonic() - began)
        print(f"{len(away)} restarts, each web away for {min(away):.1f} to {max(away):.1f} s; failed requests: {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
