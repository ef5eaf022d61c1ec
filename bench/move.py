"""How long a move from SQLite to PostgreSQL takes, and a backup and its restore, on an instance of some gigabytes.

    python bench/move.py            # 1 GB
    python bench/move.py 5          # GB of rows, made up: letters, ledger entries and tasks; half the bytes are text

Floor: COPY of the same rows, from a file into the same tables with their indexes, by psql. Peer: Django's dumpdata and
loaddata, on a part of it. The database is one of its own on the server in JOBFUTURES_TEST_POSTGRESQL.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tests.processes.killed_workers import database

JOBFUTURES = [sys.executable, "-m", "jobfutures.config.command"]
TEXT = "a queue was kept short by somebody who read what the log said about its oldest task "
PART = 20_000  # rows of the peer
LISTS = ("fields", "args", "errors", "worker_ids", "addresses", "to")
AT = "2026-11-22 12:00:00"
SHARE = {"notices_letter": 0.5, "ledger_entry": 0.3, "django_ox_oxtask": 0.2}  # of the bytes
TEXT_BYTES, SAMPLE = 4000, 2000


@dataclass(frozen=True)
class Took:
    seconds: float
    said: str


def run(*words: str, folder: Path, url: str = "") -> Took:
    known = {"JOBFUTURES_DATA": str(folder), "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    given = os.environ | known | ({"JOBFUTURES_DATABASE_URL": url} if url else {})
    began = time.monotonic()
    done = subprocess.run([*JOBFUTURES, *words], env=given, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return Took(time.monotonic() - began, done.stdout)


def columns(opened: sqlite3.Connection, table: str) -> list[tuple[str, str, bool]]:
    """Return (name, type, whether it may be empty) of each column."""
    return [(one[1], one[2].lower(), not one[3]) for one in opened.execute(f"PRAGMA table_info({table})")]


def value(name: str, kind: str, number: int, chance: random.Random) -> object:
    """Return what fits a column of SQLite."""
    if kind == "text":
        if name in ("kwargs", "return_value", "headers"):
            return json.dumps({"n": number})
        return json.dumps(["state", "note"]) if name in LISTS else text(chance)
    if kind.startswith("varchar"):
        return f"{name}-{number}"[: int(kind[8:-1])]
    if kind == "char(32)":
        return f"{chance.getrandbits(128):032x}"
    return {"datetime": AT, "bool": 0}.get(kind, 1)


def text(chance: random.Random) -> str:
    begin = chance.randrange(len(TEXT))
    return (TEXT[begin:] + TEXT * (TEXT_BYTES // len(TEXT) + 1))[:TEXT_BYTES]


def rows(opened: sqlite3.Connection, table: str, numbers: range, chance: random.Random) -> Iterator[list[object]]:
    known = columns(opened, table)
    for number in numbers:
        yield [None if empty else value(name, kind, number, chance) for name, kind, empty in known]


def insert(opened: sqlite3.Connection, table: str, numbers: range, chance: random.Random) -> int:
    """Return the size of the database in bytes."""
    marks = ", ".join("?" * len(columns(opened, table)))
    with opened:
        opened.executemany(f"INSERT INTO {table} VALUES ({marks})", rows(opened, table, numbers, chance))
    (pages,), (size,) = opened.execute("PRAGMA page_count").fetchone(), opened.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)


def fill(folder: Path, gigabytes: float) -> float:
    """Fill the instance; return the size of its database in MB. How large rows are, a sample of them tells."""
    chance = random.Random(2026)
    with closing(sqlite3.connect(folder / "jobfutures.sqlite3")) as opened:
        for setting in (
            "journal_mode=OFF",
            "synchronous=OFF",
            "cache_size=-2000000",
        ):  # keys come in no order: 2 GB held
            opened.execute(f"PRAGMA {setting}")
        for table, share in SHARE.items():
            before = insert(opened, table, range(0), chance)
            grown = insert(opened, table, range(SAMPLE), chance) - before
            whole = int(gigabytes * 1e9 * share / (grown / SAMPLE))
            size = insert(opened, table, range(SAMPLE, max(SAMPLE, whole)), chance)
        opened.execute("PRAGMA journal_mode=WAL")
    return size / 1e6


def psql(url: str, *commands: str) -> float:
    words = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url]
    began = time.monotonic()
    subprocess.run([*words, *(f"--command={one}" for one in commands)], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def floor(url: str, folder: Path) -> float:
    """Return the seconds of a COPY of the same rows into the same tables with their indexes."""
    spent = 0.0
    for table in SHARE:
        file = folder / table
        psql(url, f"\\copy {table} TO '{file}'", f"CREATE TABLE floor_{table} (LIKE {table} INCLUDING ALL)")
        spent += psql(url, f"\\copy floor_{table} FROM '{file}'")
        file.unlink()
        psql(url, f"DROP TABLE floor_{table}")
    return spent


def peer(folder: Path, url: str) -> tuple[float, float]:
    """Return the seconds and the MB of dumpdata and loaddata for a part."""
    part = folder / "part"
    run("manage", "migrate", folder=part)
    with closing(sqlite3.connect(part / "jobfutures.sqlite3")) as opened:
        before = insert(opened, "ledger_entry", range(0), random.Random(1))
        grown = insert(opened, "ledger_entry", range(PART), random.Random(1)) - before
    file = part / "part.json"
    out = run("manage", "dumpdata", "ledger.entry", "--output", str(file), folder=part)
    loaded = run("manage", "loaddata", str(file), folder=part, url=url)
    return out.seconds + loaded.seconds, grown / 1e6


def main(gigabytes: float) -> None:
    with tempfile.TemporaryDirectory(prefix="jobfutures-move-") as name, database() as url, database() as other:
        folder = Path(name) / "data"
        run("manage", "migrate", folder=folder)
        size = fill(folder, gigabytes)
        print(f"instance: {size:.0f} MB of SQLite")
        moved = run("move", "--to", url, "--json", folder=folder)
        facts = json.loads(moved.said)
        speed = size / moved.seconds
        print(f"move: {moved.seconds:.1f} s, {facts['rows']} rows, {speed:.1f} MB/s, all hashes the same")
        for table in SHARE:
            print(f"  {table}: {facts['tables'][table]['rows']} rows, {facts['tables'][table]['sha256']}")
        least = floor(url, Path(name))
        print(f"floor, COPY: {least:.1f} s; ratio {moved.seconds / least:.1f}")
        kept = Path(name) / "kept.zip"
        made = run("backup", str(kept), folder=folder)
        print(f"backup: {made.seconds:.1f} s, {kept.stat().st_size / 1e6:.0f} MB, {size / made.seconds:.1f} MB/s")
        back = run("restore", str(kept), folder=Path(name) / "again")
        print(f"restore: {back.seconds:.1f} s, all hashes the same: {back.said.splitlines()[0]}")
        run("manage", "migrate", folder=Path(name) / "none", url=other)
        seconds, mb = peer(Path(name), other)
        theirs = mb / seconds
        print(f"peer, dumpdata and loaddata: {theirs:.2f} MB/s; move is {speed / theirs:.0f} times as fast")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0)
