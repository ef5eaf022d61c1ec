"""Applications that are sent twice at once while web and worker are killed: what was accepted is there, and once."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest

from tests.markup import Form, Page
from tests.processes.test_kill_runner import kill_one, sessions, stored
from tests.serving import COMMAND, PATIENCE_S, Serving, environment, serving

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
PEOPLE, PAUSE_S = 6, 1.0
PARTS = ("web", "worker", "web", "web")
ONCE = """
    SELECT a.id, count(h.id) FROM hiring_application a JOIN hiring_happening h ON h.application_id = a.id
    WHERE a.state = 'SUBMITTED' AND h.event = 'submit' AND a.candidate_id IN (SELECT id FROM accounts_user WHERE email
    NOT LIKE '%.demo.invalid') GROUP BY a.id
"""


class Applicant(threading.Thread):
    """Somebody who applies to every job, and sends each application twice. sent: what was acknowledged, by job."""

    def __init__(self, copy: Serving, session: str, jobs: list[str]) -> None:
        super().__init__()
        self.copy, self.session, self.jobs = copy, session, jobs
        self.sent: dict[str, str] = {}

    def run(self) -> None:
        with httpx.Client(base_url=self.copy.address, timeout=60, trust_env=False) as client:
            client.cookies.set("session", self.session)
            while len(self.sent) < len(self.jobs) and self.copy.process.poll() is None:
                for job in self.jobs:
                    with suppress(httpx.TransportError, StopIteration):
                        self.apply(client, job)

    def apply(self, client: httpx.Client, job: str) -> None:
        """Begin, or go on with what a killed process left of it."""
        page = client.get(f"/applications/new/{job}/", follow_redirects=True)
        form = form_with(page, "key") if "look" in page.text else None
        if form:
            values = form.values() | {"note": "I keep queues short.", "key": str(uuid4()), "look": "yes"}
            page = client.post(form.action or page.url.path, data=values, follow_redirects=True)
            sending = form_with(page, "seal")
            answers = [client.post(sending.action, data=sending.values()) for _ in range(2)]
            if any(answer.status_code == 302 for answer in answers):
                self.sent[job] = sending.action.split("/")[2]
        elif page.status_code == 200 and "/applications/" in str(page.url):
            self.sent.setdefault(job, str(page.url).rstrip("/").split("/")[-1])  # sent before its answer was lost


def form_with(page: httpx.Response, field: str) -> Form:
    return next(form for form in Page(page.text).forms if field in form.values())


def test_no_application_is_lost_or_sent_twice_whatever_is_killed(folder: Path) -> None:
    words = [*COMMAND, "demo", "--json", "--data", str(folder)]
    made = subprocess.run(
        words, check=True, capture_output=True, text=True, env=environment(), timeout=PATIENCE_S
    ).stdout
    killed: Counter[str] = Counter()
    cookies = sessions(folder, PEOPLE)
    with serving(folder, POST_LIMITS_FACTOR="1000") as copy:
        jobs = [str(UUID(pk)) for (pk,) in stored(copy, "SELECT id FROM jobs_job WHERE state = 'PUBLISHED'")]
        people = [Applicant(copy, cookie, jobs) for cookie in cookies]
        for one in people:
            one.start()
        while any(one.is_alive() for one in people):
            for part in PARTS:
                time.sleep(PAUSE_S)
                killed[part] += kill_one(copy, part)
        there = {str(UUID(pk)): int(number) for pk, number in stored(copy, ONCE)}
        copy.stop()

    assert json.loads(made)["jobs"] == len(jobs)
    assert killed["web"], "somebody was killed"
    assert {len(one.sent) for one in people} == {len(jobs)}
    assert {pk for one in people for pk in one.sent.values()} <= there.keys()
    assert (len(there), set(there.values())) == (PEOPLE * len(jobs), {1})
