"""How long the pages of hiring take, with 10,000 jobs and 100,000 applications.

    python bench/hiring.py                                  # SQLite in a folder of its own
    python bench/hiring.py postgres://user:pw@host/base     # a database of its own, dropped and made anew
    python bench/hiring.py URL APPLICATIONS                 # fewer, for a look; "sqlite" for the first

Companies differ as companies do: the largest has a tenth of all applications, and its recruiter is the one who looks.
It has ten people who interview beside; another company has one.
Two web workers serve and two clients ask at once, each time for another row and, as another person would, over a
connection of its own: which of the workers takes it is the machine's choice, so one look in two waits for the other.
There are two processors; with more clients the figure would be how long they stand in line. Floor: a page of the same
server that comes from memory, asked by the same clients in between. Queries are counted in process, for the same pages.
"""

import asyncio
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import httpx
from served import free_port, running

COMPANIES, JOBS, APPLICATIONS, PEOPLE = 200, 10_000, 100_000, 20_000
CLIENTS, LOOKS = 2, 400
INTERVIEWERS = 10  # of the largest company, beside its recruiter
STATES = ["SUBMITTED"] * 2 + ["ACKNOWLEDGED", "INTERVIEWING", "INTERVIEWING", "DECIDING", "OFFERED", "HIRED"]
STATES += ["DECLINED"] * 6 + ["WITHDRAWN", "NO_ANSWER"]
SNAPSHOT = {
    "profile.name": [{"title": "Somebody"}], "profile.email": [{"title": "somebody@example.org"}],
    "profile.work": [{"title": "Backend developer", "meta": "2021", "text": "Kept a queue short. " * 20}],
}  # fmt: skip
FLOOR = "/guides/"
NEXT = re.compile(r'href="(\?[^"]*(?:after|cursor)=[^"]+)"')


@dataclass
class World:
    """Whose pages are asked for. paths: by name of the page, one for each look; the same session asks for all."""

    recruiter: str
    candidate: str
    slug: str
    paths: dict[str, list[str]] = field(default_factory=dict)

    def cookie(self, name: str) -> str:
        return self.candidate if name.startswith("candidate") else self.recruiter


def batches(number: int, at_once: int = 5000) -> Iterator[range]:
    for first in range(0, number, at_once):
        yield range(first, min(number, first + at_once))


def prepare(applications: int, chance: random.Random) -> World:
    """Fill a migrated database."""
    from django.utils import timezone

    from jobfutures.accounts.models import User
    from jobfutures.companies.models import Company, Membership
    from jobfutures.jobs.models import Job

    at = timezone.now()
    firms = Company.objects.bulk_create(
        Company(slug=f"firm-{n}", name=f"Firm {n}", host=f"firm{n}.example", state="VERIFIED", state_at=at, made_at=at)
        for n in range(COMPANIES)
    )
    staff = User.objects.bulk_create(User(email=f"staff{n}@example.org") for n in range(3 * COMPANIES))
    roles = ("OWNER", "RECRUITER", "INTERVIEWER")
    Membership.objects.bulk_create(
        Membership(company=firms[n // 3], person=one, role=roles[n % 3], added_at=at) for n, one in enumerate(staff)
    )
    more = User.objects.bulk_create(User(email=f"interviewer{n}@example.org") for n in range(INTERVIEWERS))
    Membership.objects.bulk_create(
        Membership(company=firms[0], person=one, role="INTERVIEWER", added_at=at) for one in more
    )
    seats = {firm.pk: staff[3 * n + 1 : 3 * n + 3] for n, firm in enumerate(firms)}
    seats[firms[0].pk] = [staff[1], *more]
    jobs = [job_of(firms[0 if n % 10 == 0 else n % COMPANIES], n, at) for n in range(JOBS)]
    for some in batches(JOBS):
        Job.objects.bulk_create(jobs[some.start : some.stop])
    people = [User(email=f"person{n}@example.org") for n in range(PEOPLE)]
    for some in batches(PEOPLE):
        User.objects.bulk_create(people[some.start : some.stop])
    rows = fill_applications(applications, jobs, people, at, chance)
    hold_interviews([one for one in rows if one.state in {"INTERVIEWING", "DECIDING", "HIRED"}], seats, at)
    return looks(firms[0], staff[1], rows, chance)


def job_of(company: Any, number: int, at: Any) -> Any:
    from jobfutures.jobs.models import Job

    posted = at - timedelta(minutes=number)
    return Job(
        company=company, state="PUBLISHED", state_at=posted, title=f"Backend engineer {number}", slug="job",
        description="You keep a service fast and honest. " * 30, level="SENIOR", employment="FULL_TIME",
        workplace="REMOTE", applicant_countries=["DE"], pay_min=6_000_000, pay_max=8_000_000, pay_currency="EUR",
        pay_period="YEAR", vacancy_exists=True, stages=[{"name": "A talk", "minutes": 60, "topics": []}],
        posted_at=posted, closes_at=at + timedelta(days=30), confirmed_at=posted, made_at=posted, changed_at=posted,
    )  # fmt: skip


def fill_applications(number: int, jobs: list[Any], people: list[Any], at: Any, chance: random.Random) -> list[Any]:
    from jobfutures.hiring.models import Application, Happening
    from jobfutures.hiring.rules.applications import ENDED, KEPT, UNANSWERED

    rows = []
    for n in range(number):
        sent = at - timedelta(minutes=chance.randrange(60 * 24 * 90))
        state = chance.choice(STATES)
        side = "COMPANY" if state in UNANSWERED else "CANDIDATE" if state == "OFFERED" else "NOBODY"
        job = jobs[(n // len(people) * 7 + n) % len(jobs)]
        rows.append(Application(
            job=job, company_id=job.company_id, candidate=people[n % len(people)], state=state,
            state_at=sent, fields=sorted(SNAPSHOT), snapshot=SNAPSHOT, note="I keep queues short. " * 10, turn=side,
            turn_since=sent, due_at=sent + timedelta(days=7) if side == "COMPANY" else None, begun_at=sent,
            changed_at=sent, submitted_at=sent, first_view_at=sent, first_reply_at=sent + timedelta(days=2),
            retention_until=sent + KEPT if state in ENDED else None, key=uuid4(),
        ))  # fmt: skip
    for some in batches(number):
        part = rows[some.start : some.stop]
        Application.objects.bulk_create(part)
        Happening.objects.bulk_create(
            Happening(application=one, event=event, side=side, at=one.submitted_at)
            for one in part
            for event, side in (("submit", "CANDIDATE"), ("open", "COMPANY"), ("write", "COMPANY"))
        )
    return rows


def hold_interviews(rows: list[Any], seats: dict[UUID, list[Any]], at: Any) -> None:
    """Give each of these applications an interview by two people; cards of half of them are in. seats: who interviews
    for a company."""
    from jobfutures.hiring.models import Interview, Panelist, Rating, Scorecard
    from jobfutures.plans.models import InterviewPlan, Kit, KitCriterion, KitQuestion

    jobs = {one.job_id: one.job for one in rows}
    plans = InterviewPlan.objects.bulk_create(
        InterviewPlan(job=job, version=1, frozen_at=at, made_at=at, changed_at=at) for job in jobs.values()
    )
    kits = Kit.objects.bulk_create(
        Kit(plan=plan, position=1, title="A talk", minutes=60, brief="Bring nothing.", guide="Listen.")
        for plan in plans
    )
    criteria = KitCriterion.objects.bulk_create(
        KitCriterion(kit=kit, position=n, key=f"c{n}", name=f"Criterion {n}", anchors=["An anchor of this level."] * 4)
        for kit in kits
        for n in range(1, 5)
    )
    KitQuestion.objects.bulk_create(KitQuestion(kit=kit, position=1, text="What would you undo?") for kit in kits)
    kit_of = {plan.job_id: kit for plan, kit in zip(plans, kits, strict=True)}
    of_kit: dict[UUID, list[Any]] = {}
    for one in criteria:
        of_kit.setdefault(one.kit_id, []).append(one)
    interviews = [
        Interview(
            application=one, kit=kit_of[one.job_id], state="SCHEDULED" if n % 2 else "COMPLETED", state_at=at,
            setting="VIDEO", zone="Europe/Berlin", minutes=60,
            starts_at=at + timedelta(hours=n % 200 * (1 if n % 2 else -1)),
            made_at=at, key=uuid4(),
        )
        for n, one in enumerate(rows)
    ]  # fmt: skip
    panel = [
        (one, people[(number + seat) % len(people)], number % 2 == 0)
        for number, one in enumerate(interviews)
        for people in [seats[one.application.company_id]]
        for seat in (0, 1)
    ]
    cards = [
        Scorecard(
            interview=one, author=who, state="SUBMITTED" if held else "ASSIGNED", state_at=at, assigned_at=at,
            changed_at=at, submitted_at=at if held else None, recommend="YES" if held else "",
        )
        for one, who, held in panel
    ]  # fmt: skip
    Interview.objects.bulk_create(interviews, batch_size=5000)
    Panelist.objects.bulk_create((Panelist(interview=one, person=who, added_at=at) for one, who, _ in panel), 5000)
    Scorecard.objects.bulk_create(cards, batch_size=5000)
    Rating.objects.bulk_create(
        (
            Rating(card=card, criterion=one, level=3, evidence="Said what each way costs when a worker dies.")
            for card in cards
            if card.state == "SUBMITTED"
            for one in of_kit[card.interview.kit_id]
        ),
        batch_size=5000,
    )


def looks(company: Any, recruiter: Any, rows: list[Any], chance: random.Random) -> World:
    """Choose what is looked at: rows of the largest company, and of one candidate."""
    from jobfutures.hiring.models import Interview

    theirs = [one for one in rows if one.job.company_id == company.pk and one.state != "WITHDRAWN"]
    person = theirs[0].candidate
    own = [one for one in rows if one.candidate_id == person.pk]
    held = list(Interview.objects.filter(application__job__company=company).values_list("pk", flat=True)[:2000])
    root, jobs = f"/hire/{company.slug}", sorted({one.job_id for one in theirs})
    paths = {
        "company: list": [f"{root}/applications/"] * LOOKS,
        "company: list of a job": [f"{root}/applications/?job={chance.choice(jobs)}" for _ in range(LOOKS)],
        "company: application": [f"{root}/applications/{chance.choice(theirs).pk}/" for _ in range(LOOKS)],
        "company: interviews": [f"{root}/interviews/"] * LOOKS,
        "company: interview": [f"{root}/interviews/{chance.choice(held)}/" for _ in range(LOOKS)],
        "company: start": [f"{root}/"] * LOOKS,
        "candidate: list": ["/applications/"] * LOOKS,
        "candidate: application": [f"/applications/{chance.choice(own).pk}/" for _ in range(LOOKS)],
    }
    return World(signed_in(recruiter), signed_in(person), company.slug, paths)


def signed_in(person: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    person.set_password("a password of the bench")
    person.save()
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def deeper(world: World) -> None:
    """Add pages further down the list, by the links of the pages themselves."""
    from django.conf import settings
    from django.test import Client

    client, address, found = Client(), f"/hire/{world.slug}/applications/", []
    client.cookies[settings.SESSION_COOKIE_NAME] = world.recruiter
    for _ in range(40):
        link = NEXT.search(client.get(address, headers={"host": "localhost"}).text)
        if not link:
            break
        address = f"/hire/{world.slug}/applications/{link[1].replace('&amp;', '&')}"
        found.append(address)
    if found:
        world.paths["company: list, deeper"] = [found[n % len(found)] for n in range(LOOKS)]


def queries(world: World) -> dict[str, int]:
    """Return the largest number of queries of twenty looks at each page."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    found = {}
    for name, paths in world.paths.items():
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = world.cookie(name)
        counts = []
        for path in paths[-20:]:
            client.get(path, headers={"host": "localhost"})  # whoever looks first opens an application: that writes
            with CaptureQueriesContext(
                connection,
            ) as seen:
                answer = client.get(path, headers={"host": "localhost"})
            if answer.status_code != 200:
                raise SystemExit(f"{path}: {answer.status_code}")
            counts.append(len(seen))
        found[name] = max(counts)
    return found


def cookie_name() -> str:
    from django.conf import settings

    return str(settings.SESSION_COOKIE_NAME)


async def measured(world: World, address: str) -> dict[str, list[float]]:
    """Return by page how long each look took, ms; clients take the next look as soon as they are free."""
    todo = [(name, path) for name, paths in world.paths.items() for path in paths]
    todo += [(FLOOR, FLOOR)] * LOOKS
    random.Random(3).shuffle(todo)
    found: dict[str, list[float]] = {}

    async def look() -> None:
        alone = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=alone) as client:
            while todo:
                name, path = todo.pop()
                cookies = {} if name == FLOOR else {"cookie": f"{cookie_name()}={world.cookie(name)}"}
                began = time.perf_counter()
                answer = await client.get(path, headers=cookies)
                found.setdefault(name, []).append((time.perf_counter() - began) * 1000)
                if answer.status_code != 200:
                    raise SystemExit(f"{path}: {answer.status_code}")

    await asyncio.gather(*(look() for _ in range(CLIENTS)))
    return found


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


def fresh(url: str) -> str:
    """Return the address of a new, empty database beside the named one."""
    import psycopg

    name = "jobfutures_bench_hiring"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name}")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def main(url: str, applications: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "JOBFUTURES_DATA": folder, "JOBFUTURES_SECRET_KEY": "only for the bench", "JOBFUTURES_LOG_LEVEL": "error",
            "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings", "JOBFUTURES_WEB_WORKERS": "2",
        }  # fmt: skip
        if url.startswith("postgres"):
            os.environ["JOBFUTURES_DATABASE_URL"] = fresh(url)
        from jobfutures.config.command import main as jobfutures

        if jobfutures(["migrate"]):
            raise SystemExit("could not migrate")
        began = time.monotonic()
        world = prepare(applications, random.Random(9))
        print(f"{JOBS:,} jobs, {applications:,} applications made in {time.monotonic() - began:.0f} s", flush=True)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        deeper(world)
        counted = queries(world)
        connection.close()
        port = free_port()
        words = [sys.executable, "-m", "jobfutures.config.command", "web", "--port", str(port)]
        with running(words, f"http://127.0.0.1:{port}/healthz", {}):
            times = asyncio.run(measured(world, f"http://127.0.0.1:{port}"))
        told(times, counted)


def told(times: dict[str, list[float]], counted: dict[str, int]) -> None:
    floor = median(times[FLOOR])
    print(
        f"{'page':<26}{'queries':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}{'p50 x floor':>13}   (goals: 12, p95 150)"
    )
    for name, values in sorted(times.items()):
        facts = f"{median(values):>9.1f}{percentile(values, 0.95):>9.1f}{percentile(values, 0.99):>9.1f}"
        print(f"{name:<26}{counted.get(name, 0):>8}{facts}{median(values) / floor:>13.1f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(given[0] if given else "sqlite", int(given[1]) if len(given) > 1 else APPLICATIONS)
