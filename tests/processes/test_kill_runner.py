"""Submissions while every part is killed at random: each gets its one verdict, and nothing is left behind.

JOBFUTURES_STORM says how many submissions; 20 in the usual run.
"""

import os
import secrets
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.markup import Page
from tests.serving import (
    Serving,
    children,
    command_line,
    descendants,
    environment,
    is_alive,
    process_name,
    serving,
    wait_until,
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and the sandbox is Linux's"),
]
SUBMISSIONS = int(os.environ.get("JOBFUTURES_STORM", "20"))
PEOPLE = 6
SLUG = "over-posting"
PAUSE_S = 2.0
ROUND = (
    "slot",
    "zygote",
    "worker",
    "slot",
    "runner",
    "zygote",
    "shell",
    "web",
    "slot",
)  # a role that dies often is started later
MAKE_PEOPLE = """
import sys, django
django.setup()
from django.test import Client
from tests.people import person
for number in range(int(sys.argv[1])):
    client = Client()
    client.force_login(person(f"storm{number}"))
    print(client.cookies["session"].value)
"""


def sessions(folder: Path, people: int = PEOPLE) -> list[str]:
    """Make people who are logged in; return their cookies."""
    known = environment(DATA=str(folder)) | {"DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}
    root = Path(__file__).parents[2]
    words = [sys.executable, "-c", MAKE_PEOPLE, str(people)]
    return subprocess.run(words, check=True, capture_output=True, text=True, env=known, cwd=root).stdout.split()


class Candidate(threading.Thread):
    """Somebody who submits, waits for the verdict and submits again.

    verdicts: attempt -> when it was judged, as first seen.
    """

    def __init__(self, copy: Serving, session: str, enough: threading.Event) -> None:
        super().__init__()
        self.copy, self.session, self.enough = copy, session, enough
        self.verdicts: dict[str, str] = {}

    def run(self) -> None:
        with httpx.Client(base_url=self.copy.address, timeout=60, trust_env=False) as client:
            client.cookies.set("session", self.session)
            while not self.enough.is_set() and self.copy.process.poll() is None:
                with suppress(httpx.TransportError, KeyError, IndexError):
                    self.submit(client)

    def submit(self, client: httpx.Client) -> None:
        form = next(form for form in Page(client.get(f"/exercises/{SLUG}/").text).forms if "form_key" in form.values())
        values = form.values() | {"form_key": str(uuid4())}
        answer = client.post(f"/exercises/{SLUG}/attempts/", data=values)
        if answer.status_code == 422:
            time.sleep(0.1)  # the attempt before is not judged yet: its answer was lost with a killed process
            return
        if answer.status_code != 302:
            return
        attempt = answer.headers["location"].rstrip("/").rsplit("/", 1)[-1]
        wait_until(lambda: self.is_judged(attempt), f"the verdict of {attempt}")

    def is_judged(self, attempt: str) -> bool:
        found = stored(self.copy, "SELECT finished_at FROM exercises_attempt WHERE id = ?", attempt.replace("-", ""))
        if found and found[0][0]:
            self.verdicts[attempt] = found[0][0]
        return attempt in self.verdicts or self.copy.process.poll() is not None


def stored(copy: Serving, sql: str, *values: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(f"file:{copy.folder}/jobfutures.sqlite3?mode=ro", uri=True, timeout=20)) as database:
        return database.execute(sql, values).fetchall()


def victims(copy: Serving) -> dict[str, list[int]]:
    """Return what may be killed: every process of every part, by the part's name.

    A shell is the first process of a sandbox and the parent of zygotes; these have slots, heirs and templates.
    """
    found: dict[str, list[int]] = {"web": [], "worker": [], "runner": [], "shell": [], "zygote": [], "slot": []}
    for pid in children(copy.process.pid):
        if process_name(pid) == "jobfutures web":
            found["web"] += children(pid)
        elif process_name(pid) == "jobfutures work":
            found["worker"].append(pid)
        elif "-m jobfutures.runner" in command_line(pid):
            found["runner"].append(pid)
            found["shell"] += (shells := children(pid))
            found["zygote"] += (zygotes := [zygote for shell in shells for zygote in children(shell)])
            found["slot"] += [slot for zygote in zygotes for slot in children(zygote)]
    return {name: pids for name, pids in found.items() if pids}


def kill_one(copy: Serving, part: str) -> bool:
    """Kill one process of a part; say whether there was one."""
    pids = victims(copy).get(part, [])
    if pids:
        with suppress(ProcessLookupError):
            os.kill(secrets.choice(pids), signal.SIGKILL)
    return bool(pids)


def test_no_submission_is_lost_or_judged_twice_whatever_is_killed(folder: Path) -> None:
    killed: Counter[str] = Counter()
    cookies = sessions(folder)
    enough = threading.Event()
    with serving(folder) as copy:
        below = descendants(copy.process.pid)
        candidates = [Candidate(copy, cookie, enough) for cookie in cookies]
        for candidate in candidates:
            candidate.start()
        while sum(len(one.verdicts) for one in candidates) < SUBMISSIONS or set(killed) < set(ROUND):
            for part in ROUND:
                time.sleep(PAUSE_S)
                killed[part] += kill_one(copy, part)
        enough.set()
        for candidate in candidates:
            candidate.join()
        below |= descendants(copy.process.pid)
        rows = stored(copy, "SELECT id, state, finished_at, verdict FROM exercises_attempt")
        copy.stop()
        wait_until(lambda: not any(is_alive(pid) for pid in below), "every process to end")

    seen = {attempt.replace("-", ""): at for one in candidates for attempt, at in one.verdicts.items()}
    assert {row[0] for row in rows} >= set(seen), killed
    assert {row[0]: row[2] for row in rows if row[0] in seen} == seen, "a verdict was written once and stayed"
    assert {row[3] for row in rows if row[0] in seen} == {"ok"}, (
        "every verdict is that of the starter, none is a fault of ours"
    )
    assert sum(row[1] != "DONE" for row in rows) <= PEOPLE, "at most the last of each person was not judged yet"
