"""Checks while web and worker are killed at random: no answer is lost or counted twice, and each can be replayed.

JOBFUTURES_STORM_CHECKS says how many checks; 8 in the usual run.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.markup import Page
from tests.processes.test_kill_runner import kill_one, sessions, stored
from tests.serving import Serving, environment, serving, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
CHECKS = int(os.environ.get("JOBFUTURES_STORM_CHECKS", "8"))
ROLES = ("python-backend", "django", "fastapi", "full-stack")
AT_ONCE = 6
PAUSE_S = 1.5
PARTS = ("web", "worker", "web")
REPLAYED = """
import json, django
django.setup()
from jobfutures.checks import engine
from jobfutures.checks.models import Attempt

for check in Attempt.objects.select_related("bank"):
    ready, posterior, past = engine.prepared(check.bank_id), engine.begun(), []
    for question in check.questions.answered().in_order():
        choice = engine.next_choice(ready, posterior, check.candidates, past, seed=check.seed, wants_task=False)
        same_item = choice is not None and choice.place == question.place
        posterior = engine.after(ready, posterior, question.place, question.score)
        past.append(engine.Given(question.place, question.score, is_pilot=question.is_pilot))
    again = engine.outcome(ready, posterior, past, check.bank.parts) if check.outcome else None
    print(json.dumps({
        "check": str(check.pk), "same_items": same_item, "same_posterior": posterior == bytes(check.posterior),
        "off": abs(again["ability"] - check.outcome["ability"]) if again else 0, "numbers": len(past),
        "open": check.questions.unanswered().count(), "is_open": check.is_open,
        "answers": {str(one.number): json.dumps(one.answer) for one in check.questions.answered()},
    }))
"""


class Candidate(threading.Thread):
    """Somebody who takes a check of every role. given: (check, number) -> the answer that was acknowledged."""

    def __init__(self, copy: Serving, session: str, places: threading.Semaphore) -> None:
        super().__init__()
        self.copy, self.session, self.places = copy, session, places
        self.given: dict[tuple[str, int], str] = {}
        self.done: set[str] = set()

    def run(self) -> None:
        with self.places, httpx.Client(base_url=self.copy.address, timeout=60, trust_env=False) as client:
            client.cookies.set("session", self.session)
            while len(self.done) < len(ROLES) and self.copy.process.poll() is None:
                for role in ROLES:
                    with suppress(httpx.TransportError, StopIteration):
                        self.take(client, role)

    def take(self, client: httpx.Client, role: str) -> None:
        """Begin a check, or go on with it, until it is over."""
        page = client.get(f"/checks/{role}/", follow_redirects=True)
        forms = [form for form in Page(page.text).forms if "pace" in form.values()]
        if forms:
            values = forms[0].values() | {"key": str(uuid4()), "task": "no"}
            client.post(f"/checks/{role}/attempts/", data=values)
            page = client.get(f"/checks/{role}/")
        check = next((word for word in page.text.split('"') if word.startswith("/checks/attempts/")), "")
        if "/result/" in check:
            self.done.add(role)
        elif check:
            self.answer_all(client, check)

    def answer_all(self, client: httpx.Client, check: str) -> None:
        while self.copy.process.poll() is None:
            page = client.get(check)
            if page.status_code != 200:
                return
            form = next(form for form in Page(page.text).forms if "number" in form.values())
            fields = answer_to(page.text, form.values())
            if client.post(check, data=fields).status_code == 302:
                self.given[check, int(fields["number"])] = json.dumps(fields, sort_keys=True)


def answer_to(page: str, values: dict[str, str]) -> dict[str, str]:
    """Return what somebody sends who takes the first option, the order as it stands, or a guess."""
    steps = sorted({word for word in page.split('"') if word.startswith("step-")})
    if steps:
        return values | {name: str(rank) for rank, name in enumerate(steps, start=1)}
    return values | {"answer": "0" if 'class="choices' in page else "3"}


def replayed(folder: Path) -> list[dict[str, object]]:
    known = environment(DATA=str(folder)) | {"DJANGO_SETTINGS_MODULE": "jobfutures.config.settings"}
    words = [sys.executable, "-c", REPLAYED]
    said = subprocess.run(words, check=True, capture_output=True, text=True, env=known, cwd=Path(__file__).parents[2])
    return [json.loads(line) for line in said.stdout.splitlines()]


def test_no_answer_is_lost_or_counted_twice_whatever_is_killed(folder: Path) -> None:
    killed: Counter[str] = Counter()
    people = max(1, CHECKS // len(ROLES))
    cookies = sessions(folder, people)
    places = threading.Semaphore(AT_ONCE)
    with serving(folder, POST_LIMITS_FACTOR="1000") as copy:
        banks = "SELECT count(DISTINCT role_id) FROM checks_bank WHERE released_at IS NOT NULL"
        wait_until(lambda: int(stored(copy, banks)[0][0]) == len(ROLES), "the first banks")
        candidates = [Candidate(copy, cookie, places) for cookie in cookies]
        for candidate in candidates:
            candidate.start()
        while any(one.is_alive() for one in candidates):
            for part in PARTS:
                time.sleep(PAUSE_S)
                killed[part] += kill_one(copy, part)
        copy.stop()
    checks = {str(one["check"]): one for one in replayed(folder)}

    assert {len(one.done) for one in candidates} == {len(ROLES)}, killed
    assert len(checks) == people * len(ROLES)
    assert [one for one in checks.values() if not one["same_items"] or not one["same_posterior"]] == []
    assert [one for one in checks.values() if one["off"] > 1e-9 or one["open"] or one["is_open"]] == []
    for candidate in candidates:
        for address, number in candidate.given:
            assert str(number) in checks[address.strip("/").split("/")[-1]]["answers"], (
                "an acknowledged answer is there"
            )
    for check in checks.values():
        assert sorted(map(int, check["answers"])) == list(range(1, check["numbers"] + 1)), "each is there once"
