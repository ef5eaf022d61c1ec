"""Workers of the queue on PostgreSQL that are killed all the while; also what `bench/tasks.py` measures with.

python tests/processes/killed_workers.py work     one worker; the database in JOBFUTURES_DATABASE_URL
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg

ROOT = Path(__file__).parents[2]
SERVER = os.environ.get("JOBFUTURES_TEST_POSTGRESQL", "postgres://postgres@127.0.0.1:5432/postgres")
LOCK_TIMEOUT_S = 2  # so short that what a killed worker held comes back while we look; the site's own is 30
PATIENCE_S = 900
LOOK_S = 0.05


@dataclass(frozen=True)
class Outcome:
    """lost: tasks that nobody did.  again: tasks that were done more than once.  kills: workers that were killed."""

    tasks: int
    lost: int
    again: int
    kills: int
    seconds: float


@contextmanager
def database() -> Iterator[str]:
    """Yield the address of a database of its own; it is dropped after the block."""
    name = f"test_killed_{uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{SERVER.rpartition('/')[0]}/{name}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def set_up() -> None:
    """Set the site's settings up, without its schedules: their tables are not here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
    import django
    from django.conf import settings

    settings.TASKS["default"]["OPTIONS"]["SCHEDULES"] = {}
    django.setup()


def fill(url: str, number: int) -> None:
    words = [sys.executable, __file__, "fill", str(number)]
    subprocess.run(words, check=True, env=environment(url), timeout=PATIENCE_S)


def environment(url: str) -> dict[str, str]:
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return os.environ | {"JOBFUTURES_DATABASE_URL": url, "PYTHONPATH": path, "JOBFUTURES_LOG_LEVEL": "error"}


def killed_all_the_while(
    url: str, number: int, *, workers: int, every: tuple[int, int], chance: random.Random
) -> Outcome:
    """Let workers do the tasks, kill one each time some more are done, and start another; the last tenth is done in
    peace.

    every: from how many to how many tasks; (0, 0) kills nobody. By what is done, not by time: a worker that a busy
    machine has not started yet would show nothing.
    """
    fill(url, number)
    began, kills, kill_at = time.monotonic(), 0, chance.randint(*every)
    running = [begin(url) for _ in range(workers)]
    try:
        with psycopg.connect(url, autocommit=True) as watching:
            while left(watching) and time.monotonic() - began < PATIENCE_S:
                time.sleep(LOOK_S)
                so_far = done(watching)
                if every[1] and kill_at <= so_far < number * 0.9:
                    kill_at = so_far + chance.randint(*every)
                    kills += 1
                    running.append(begin(url))
                    victim = running.pop(chance.randrange(workers))
                    victim.send_signal(signal.SIGKILL)
                    victim.wait()
            seconds = time.monotonic() - began
            return Outcome(number, number - done(watching), again(watching), kills, seconds)
    finally:
        for one in running:
            one.kill()
            one.wait()


def asked_to_stop(url: str, number: int) -> tuple[int, int, int]:
    """Ask a worker to stop in the midst of its tasks; return its exit code, how many still run, and were done twice."""
    fill(url, number)
    worker = begin(url)
    with psycopg.connect(url, autocommit=True) as watching:
        while not done(watching) and worker.poll() is None:
            time.sleep(LOOK_S)
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(PATIENCE_S)
        running = asked(watching, "SELECT count(*) FROM django_ox_oxtask WHERE status = 'RUNNING'")
        return code, running, again(watching)


def begin(url: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, __file__, "work"], env=environment(url))


def asked(watching: "psycopg.Connection[tuple[int, ...]]", question: str) -> int:
    row = watching.execute(question).fetchone()
    return int(row[0]) if row else 0


def left(watching: "psycopg.Connection[tuple[int, ...]]") -> int:
    return asked(watching, "SELECT count(*) FROM django_ox_oxtask WHERE status IN ('READY', 'RUNNING')")


def done(watching: "psycopg.Connection[tuple[int, ...]]") -> int:
    return asked(watching, "SELECT count(DISTINCT task) FROM noted")


def again(watching: "psycopg.Connection[tuple[int, ...]]") -> int:
    return asked(watching, "SELECT count(*) FROM (SELECT task FROM noted GROUP BY task HAVING count(*) > 1) twice")


def main(words: list[str]) -> None:
    set_up()
    from django.core.management import call_command
    from django.db import connection

    from tests.processes.noting import note

    if words[0] == "fill":
        call_command("migrate", "django_ox", verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE noted (task integer NOT NULL)")
        from django_ox.bulk import enqueue_many

        enqueue_many(note, [((number,), {}) for number in range(int(words[1]))])
    else:
        call_command("ox_worker", interval=0.1, concurrency=2, lock_timeout=LOCK_TIMEOUT_S, verbosity=0)


if __name__ == "__main__":
    main(sys.argv[1:])
