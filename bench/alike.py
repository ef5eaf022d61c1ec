"""Whether a company can tell by bytes or by time why nothing is shared with it.

    python bench/alike.py [PAIRS]        # 1,000 of each kind if nothing is said

Somebody declined, somebody never answered, somebody was asked too long ago, and somebody does not exist: the same
page is asked of a served copy, in random order, as a recruiter sees it. Bytes are compared after ids and times are
taken out. AUC is the chance that a random request of one kind took longer than one of another (Mann-Whitney): 0.5
tells nothing.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from itertools import combinations
from random import Random
from statistics import median

import httpx
from served import ROOT, free_port, running

KINDS = ("declined", "ignored", "run out", "never there")
EACH = 5  # requests of a kind, so that no page is asked twice in a row
OF_ONE = re.compile(
    rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    rb"|(name=\"csrfmiddlewaretoken\" value|data-token|nonce)=\"[^\"]*\"|\d{2}:\d{2}|[a-z]+\d+@example\.org"
)


def prepare() -> tuple[str, dict[str, list[str]]]:
    """Make a company, its recruiter's session and the requests; return the session and the numbers by kind."""
    import django

    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone

    from jobfutures.accounts.models import User
    from jobfutures.companies.models import Company, Membership
    from jobfutures.kit.ids import uuid7
    from jobfutures.sharing.models import Request

    at = timezone.now()
    acme = Company.objects.create(
        slug="acme", name="Acme", host="acme.example", state="VERIFIED", state_at=at, made_at=at
    )
    rita = User.objects.create(email="rita@example.org")
    Membership.objects.create(company=acme, person=rita, role="RECRUITER", added_at=at)
    numbers: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for place in range(EACH):
        for kind in KINDS:
            there = (
                None if kind == "never there" else User.objects.create(email=f"p{KINDS.index(kind)}{place}@example.org")
            )
            asked = Request.objects.create(
                company=acme, by=rita, email=f"x{place}@example.org", candidate=there,
                fields=["check.role", "check.level", "profile.name"], purpose="APPLICATION", key=uuid7(),
                at=at - timedelta(days=20) if kind == "run out" else at,
                answered_at=at if kind == "declined" else None,
            )  # fmt: skip
            numbers[kind].append(str(asked.pk))
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(rita.pk), "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = rita.get_session_auth_hash()
    store.create()
    return store.session_key, numbers


def asked(address: str, cookie: str, numbers: dict[str, list[str]], pairs: int) -> dict[str, list[tuple[float, bytes]]]:
    """Ask in random order; return the time in ms and the bytes of each answer, by kind."""
    random = Random(20261129)
    order = [kind for kind in KINDS for _ in range(pairs)]
    random.shuffle(order)
    found: dict[str, list[tuple[float, bytes]]] = {kind: [] for kind in KINDS}
    with httpx.Client(base_url=address, headers={"Cookie": cookie}, timeout=30) as client:
        for kind in [*KINDS * 50, *order]:  # the first ones warm the workers
            number = random.choice(numbers[kind])
            began = time.perf_counter()
            page = client.get(f"/hire/acme/shared/{number}/")
            took = (time.perf_counter() - began) * 1000
            if page.status_code != 200:
                raise SystemExit(f"{page.status_code} for {kind}")
            found[kind].append((took, OF_ONE.sub(b"", page.content)))
    return {kind: rows[50:] for kind, rows in found.items()}


def auc(first: list[float], second: list[float]) -> float:
    """Return the chance that one of `first` is greater than one of `second`."""
    ranked = sorted([(value, 0) for value in first] + [(value, 1) for value in second])
    ranks = sum(place for place, (_value, group) in enumerate(ranked, start=1) if group == 0)
    return (ranks - len(first) * (len(first) + 1) / 2) / (len(first) * len(second))


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        address = f"http://localhost:{port}"
        environment = {
            "JOBFUTURES_DATA": folder, "JOBFUTURES_SECRET_KEY": "only for the bench", "JOBFUTURES_ADDRESS": address,
            "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings", "JOBFUTURES_WEB_WORKERS": "1",
        }  # fmt: skip
        os.environ |= environment
        command = [sys.executable, "-m", "jobfutures.config.command"]
        subprocess.run([*command, "migrate"], check=True, cwd=ROOT, stderr=subprocess.DEVNULL)
        session, numbers = prepare()
        from django.conf import settings

        cookie = f"{settings.SESSION_COOKIE_NAME}={session}"
        with running([*command, "web", "--port", str(port)], f"{address}/healthz", environment):
            found = asked(address, cookie, numbers, pairs)
    bodies = {body for rows in found.values() for _took, body in rows}
    print(f"{pairs} requests of each kind: {len(bodies)} different pages once ids and times are taken out")
    times = {kind: [took for took, _body in rows] for kind, rows in found.items()}
    for kind, values in times.items():
        print(f"  {kind:12} median {median(values):.2f} ms")
    for one, other in combinations(KINDS, 2):
        print(f"  AUC {one} against {other}: {auc(times[one], times[other]):.3f}")


if __name__ == "__main__":
    main(int((sys.argv[1:] or ["1000"])[0]))
