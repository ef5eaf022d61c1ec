"""People for a storm: each sends things, remembers what was accepted, and never believes an answer that was lost."""

import threading
import time
from abc import ABC, abstractmethod
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from tests.markup import Form, Page

SLUG = "over-posting"
MAKE = """
import json, sys, django
django.setup()
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from jobfutures.profiles.models import Profile
from jobfutures.sharing.tests.made import grant
from tests.people import person

def signed_in(user):
    client = Client()
    client.force_login(user)
    return client.cookies["session"].value

people, grants = int(sys.argv[1]), int(sys.argv[2])
reader = person("reader")
owners = [person(f"canary{number}") for number in range(people)]
for owner in owners:
    Profile.objects.create(owner=owner, changed_at=timezone.now())
given = [
    (str(grant(owner, reader, ["profile.email"], at=timezone.now()).pk), number)
    for number, owner in enumerate(owners) for _ in range(grants // people)
]
print(json.dumps({"reader": signed_in(reader), "owners": [signed_in(one) for one in owners], "grants": given}))
"""


@dataclass
class Storm:
    """What all people of one storm share."""

    sites: dict[str, str]
    over: threading.Event = field(default_factory=threading.Event)
    counts: dict[str, int] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] = self.counts.get(what, 0) + 1

    def client(self, site: str = "site", session: str = "") -> httpx.Client:
        found = httpx.Client(base_url=self.sites[site], timeout=20, trust_env=False)
        if session:
            found.cookies.set("session", session)
        return found


class Person(threading.Thread, ABC):
    """Somebody who does one thing again and again until the storm is over."""

    kind = "person"

    def __init__(self, storm: Storm, *, site: str = "site", session: str = "") -> None:
        super().__init__(daemon=True)
        self.storm, self.site, self.session = storm, site, session

    def run(self) -> None:
        client = self.storm.client(self.site, self.session)
        while not self.storm.over.is_set():
            try:
                self.act(client)
            except httpx.TransportError:
                self.storm.count(f"{self.kind}: answers lost")
                self.storm.over.wait(0.2)
            except (StopIteration, KeyError, IndexError):
                self.storm.count(f"{self.kind}: refused")
                self.storm.over.wait(0.2)
        client.close()

    @abstractmethod
    def act(self, client: httpx.Client) -> None: ...


def form_at(page: httpx.Response, name: str) -> Form:
    return next(form for form in Page(page.text).forms if name in form.values())


class Writer(Person):
    """Sends messages; each has an address of its own, so that it can be found again. A lost answer is tried once more
    with the same key, as a browser does that is asked to send again."""

    kind = "message"
    names = iter(range(10**9))

    def __init__(self, storm: Storm) -> None:
        super().__init__(storm)
        self.accepted: set[str] = set()

    def act(self, client: httpx.Client) -> None:
        client.cookies.clear()
        email = f"storm-{next(Writer.names)}@example.org"
        token = form_at(client.get("/help/report/"), "csrfmiddlewaretoken").values()["csrfmiddlewaretoken"]
        sent = {"csrfmiddlewaretoken": token, "email": email, "text": f"From {email}", "form_key": str(uuid4())}
        for _ in range(2):
            with suppress(httpx.TransportError):
                if client.post("/help/contact/", data=sent).status_code == 302:
                    self.accepted.add(email)
                    self.storm.count("message: accepted")
        self.storm.over.wait(0.15)


class Submitter(Person):
    """Submits, and submits again when the attempt is judged."""

    kind = "attempt"

    def __init__(self, storm: Storm, session: str) -> None:
        super().__init__(storm, session=session)
        self.accepted: set[str] = set()

    def act(self, client: httpx.Client) -> None:
        form = form_at(client.get(f"/exercises/{SLUG}/"), "form_key")
        answer = client.post(f"/exercises/{SLUG}/attempts/", data=form.values() | {"form_key": str(uuid4())})
        if answer.status_code == 302:
            self.accepted.add(answer.headers["location"].rstrip("/").rsplit("/", 1)[-1])
            self.storm.count("attempt: accepted")
        self.storm.over.wait(0.8)  # 422: the one before is not judged yet


class Revoker(Person):
    """Ends one grant after the other. `ended`: when the site said that it is ended, by the grant."""

    kind = "revocation"

    def __init__(self, storm: Storm, session: str, grants: list[str], pause_s: float) -> None:
        super().__init__(storm, session=session)
        self.grants, self.ended = list(grants), dict[str, float]()
        self.pause_s = pause_s

    def act(self, client: httpx.Client) -> None:
        if not self.grants:
            self.storm.over.wait(5)
            return
        grant = self.grants[0]
        form = form_at(client.get("/help/report/"), "csrfmiddlewaretoken")
        values = {"csrfmiddlewaretoken": form.values()["csrfmiddlewaretoken"]}
        answer = client.post(f"/sharing/{grant}/revocation/", data=values)
        if answer.status_code in (302, 409) and "/login/" not in answer.headers.get("location", ""):
            self.ended[grant] = time.monotonic()
            self.storm.count("revocation: accepted")
            del self.grants[0]
        self.storm.over.wait(self.pause_s)


class Reader(Person):
    """Reads what others share, straight from one web or through the balancer. `shown`: (grant, when it was asked for)
    of each answer that held the value."""

    kind = "read"

    def __init__(self, storm: Storm, site: str, session: str, grants: list[tuple[str, int]]) -> None:
        super().__init__(storm, site=site, session=session)
        self.grants, self.turn = grants, 0
        self.shown: list[tuple[str, float]] = []

    def act(self, client: httpx.Client) -> None:
        grant, number = self.grants[self.turn % len(self.grants)]
        self.turn += 7
        asked = time.monotonic()
        answer = client.get(f"/shared/{grant}/")
        self.storm.count(f"read: {answer.status_code}")
        if f"canary{number}@example.org" in answer.text:
            self.shown.append((grant, asked))
        self.storm.over.wait(0.1)
