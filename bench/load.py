"""Mixed traffic of many people over one web or two: what they wait for, by page, and what fails.

    python bench/load.py [--people 200] [--minutes 10] [--webs 2]    needs root, iproute2, haproxy, PostgreSQL

Readers, people who practise, take checks, search, apply, run examples and submit exercises, with all content and the
demo's companies and postings. They think for 2 to 8 seconds between two pages. Everything runs on this machine, the
people as well: their own work is part of the load. The floor is the same client at a trivial page (`/healthz`) of the
same server, asked by the same people in between: server, balancer and client, without a page.
"""

import argparse
import asyncio
import os
import random
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import httpx
from chaos import make_people

from tests.markup import Form, Page
from tests.processes.bed import EXERCISE, Bed, beside, command, why_no_bed
from tests.processes.test_kill_checks import answer_to

FLOOR = "floor: /healthz"
PRIVATE = ("/account/", "/practice/", "/sharing/", "/profile/", "/applications/", "/checks/")
ROLES = ("python-backend", "django", "fastapi", "full-stack")
THINK_S = (2.0, 8.0)
KINDS = (
    (r"/guides/[^/]+/[^/]+/[^/]+/$", "a question"),
    (r"/guides/[^/]+/[^/]+/$", "an area"),
    (r"/jobs/.+", "a posting"),
)
KINDS += ((r"/companies/.+", "a company"), (r"/exercises/.+", "an exercise"))


@dataclass
class Site:
    """Where people can go: addresses of public pages, and ids of published postings."""

    address: str
    pages: list[str]
    postings: list[str]


@dataclass
class Record:
    """Seconds of each answer by page, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def count(self) -> int:
        return sum(len(one) for name, one in self.times.items())


class Visitor:
    """Somebody with a session of their own, or none, who does what people of their kind do."""

    def __init__(self, site: Site, session: str, record: Record, dice: random.Random) -> None:
        limits = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=20)
        self.http = httpx.AsyncClient(base_url=site.address, timeout=60, trust_env=False, limits=limits)
        if session:
            self.http.cookies.set("session", session)
        self.site, self.signed_in, self.record, self.dice = site, bool(session), record, dice
        self.check = ""

    async def ask(
        self, name: str, path: str, good: tuple[int, ...] = (200,), data: dict[str, str] | None = None
    ) -> httpx.Response:
        """Ask for a page, or send a form where there are `data`; count what it took."""
        at = time.perf_counter()
        try:
            answer = await self.http.request("GET" if data is None else "POST", path, data=data)
        except httpx.TransportError as error:
            self.record.wrong[f"{name}: {type(error).__name__}"] += 1
            raise
        self.record.times[name].append(time.perf_counter() - at)
        if answer.status_code not in good:
            self.record.wrong[f"{name}: {answer.status_code}"] += 1
        return answer

    async def read(self) -> None:
        path = self.dice.choice(self.site.pages)
        kind = next((name for pattern, name in KINDS if re.fullmatch(pattern, path)), "another page")
        await self.ask(f"read {kind}", path)

    async def look(self) -> None:
        path = self.dice.choice(PRIVATE)
        await self.ask(f"own {path}", path, (200, 302))

    async def search(self) -> None:
        word = self.dice.choice(["isolation", "index", "async", "cache", "migration", "transaction"])
        where = self.dice.choice(["search", "jobs"])
        await self.ask(f"search in {where}", f"/{where}/?q={word}")

    async def write(self) -> None:
        page = await self.ask("form of contact", "/help/report/")
        form = form_with(page, "csrfmiddlewaretoken")
        if not form:
            return  # no page came: it was counted
        email = f"{uuid4().hex[:12]}@example.org"
        token = form.values()["csrfmiddlewaretoken"]
        sent = {"csrfmiddlewaretoken": token, "email": email, "text": "Hello", "form_key": str(uuid4())}
        await self.ask("send a message", "/help/contact/", (302,), sent)

    async def submit(self) -> None:
        page = await self.ask("exercise with its form", f"/exercises/{EXERCISE}/")
        if form := form_with(page, "form_key"):
            sent = form.values() | {"form_key": str(uuid4())}
            await self.ask("submit an exercise", f"/exercises/{EXERCISE}/attempts/", (302, 422), sent)

    async def run(self) -> None:
        """Run the first example of a question, in the sandbox."""
        questions = [path for path in self.site.pages if re.fullmatch(KINDS[0][0], path)]
        path = f"{self.dice.choice(questions)}examples/1/runs/"
        page = await self.ask("form of a run", path, (200, 404))
        forms = [one for one in Page(page.text).forms if one.method == "post"]
        if page.status_code == 200 and forms:
            await self.ask("run an example", path, (200, 409, 422, 503), forms[-1].values())

    async def take_check(self) -> None:
        """Begin a check, or answer one question of it."""
        if not self.check:
            role = self.dice.choice(ROLES)
            page = await self.ask("page of a check", f"/checks/{role}/", (200, 302))
            if form := form_with(page, "pace"):
                sent = form.values() | {"key": str(uuid4()), "task": "no"}
                begun = await self.ask("begin a check", f"/checks/{role}/attempts/", (302, 409, 422), sent)
                self.check = begun.headers.get("location", "")
            return
        page = await self.ask("question of a check", self.check, (200, 302))
        if form := form_with(page, "number"):
            await self.ask("answer in a check", self.check, (302,), answer_to(page.text, form.values()))
        else:
            self.check = ""

    async def apply(self) -> None:
        """Begin an application, look at what goes along, and send it."""
        job = self.dice.choice(self.site.postings)
        page = await self.ask("begin to apply", f"/applications/new/{job}/", (200, 302))
        form = form_with(page, "key")
        if not form:
            return
        values = form.values() | {"note": "I keep queues short.", "key": str(uuid4()), "look": "yes"}
        kept = await self.ask("keep an application", form.action or str(page.url.path), (302, 409, 422), values)
        if kept.status_code == 302:
            seen = await self.ask("look before sending", kept.headers["location"])
            if sending := form_with(seen, "seal"):
                await self.ask("send an application", sending.action, (302, 409, 429), sending.values())

    async def floor(self) -> None:
        await self.ask(FLOOR, "/healthz")

    async def live(self, deadline: float) -> None:
        await asyncio.sleep(self.dice.uniform(0, THINK_S[1]))
        doing = [(self.read, 10), (self.search, 3), (self.write, 1), (self.floor, 2)]
        doing += [(self.run, 1)]
        doing += [(self.look, 6), (self.submit, 1)] if self.signed_in else []
        doing += [(self.take_check, 4), (self.apply, 1)] if self.signed_in and self.site.postings else []
        acts, weights = zip(*doing, strict=True)
        while time.perf_counter() < deadline:
            try:
                await self.dice.choices(acts, weights)[0]()
            except httpx.TransportError:
                await asyncio.sleep(0.5)  # it was counted where it happened
            await asyncio.sleep(self.dice.uniform(*THINK_S))
        await self.http.aclose()


def form_with(page: httpx.Response, name: str) -> Form | None:
    return next((one for one in Page(page.text).forms if name in one.values()), None)


def where_to_go(bed: Bed) -> Site:
    """Read the sitemap, as a search engine does, and the postings that people may apply to."""
    pages, open_files = [], ["/sitemap.xml"]
    with httpx.Client(base_url=bed.site, timeout=60, trust_env=False) as client:
        while open_files:
            found = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get(open_files.pop()).text)
            open_files += [one for one in found if ".xml" in one]
            pages += [one or "/" for one in found if ".xml" not in one]
    postings = [str(pk) for (pk,) in bed.rows("SELECT id FROM jobs_job WHERE state = 'PUBLISHED'")]
    return Site(bed.site, pages, postings)


async def crowd(site: Site, sessions: list[str], people: int, seconds: float, record: Record) -> None:
    """Let people live for a while; half of them are signed in."""
    dice = random.Random(1)
    deadline = time.perf_counter() + seconds
    who = [sessions[number % len(sessions)] if number % 2 else "" for number in range(people)]
    visitors = [Visitor(site, session, record, random.Random(dice.random())) for session in who]
    await asyncio.gather(*(one.live(deadline) for one in visitors))


def percentile(values: list[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))] * 1000


def tell(record: Record, seconds: float) -> int:
    """Print one line a page: how often, how long, and how many times the floor."""
    floor = percentile(record.times[FLOOR], 0.5) if record.times[FLOOR] else float("nan")
    print(f"{'page':34} {'asked':>6} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'x floor':>8}")
    for name, times in sorted(record.times.items()):
        p50, p95, p99 = (percentile(times, part) for part in (0.5, 0.95, 0.99))
        print(f"{name:34} {len(times):>6} {p50:>8.1f} {p95:>8.1f} {p99:>8.1f} {p50 / floor:>8.1f}")
    every = [one for name, times in record.times.items() if name != FLOOR for one in times]
    if every:
        parts = " ".join(f"p{int(part * 100)} {percentile(every, part):.1f}" for part in (0.5, 0.95, 0.99))
        print(f"all pages: {len(every)} asked, {len(every) / seconds:.1f} a second, in ms: {parts}")
    wrong = sum(record.wrong.values())
    print(f"wrong answers: {wrong}", ", ".join(f"{n} x {what}" for what, n in sorted(record.wrong.items())))
    print(f"load of this machine over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    return wrong


def measure(bed: Bed, site: Site, sessions: list[str], *, people: int, minutes: float, webs: int) -> int:
    if webs == 1:
        bed.machines["web2"].stop()
    record = Record()
    print(
        f"\n{people} people, {minutes:g} minutes, {webs} web{'s' if webs > 1 else ''} of one process each", flush=True
    )
    asyncio.run(crowd(site, sessions, people, minutes * 60, record))
    return tell(record, minutes * 60)


def main() -> int:
    known = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known.add_argument("--people", type=int, default=200)
    known.add_argument("--minutes", type=float, default=10)
    known.add_argument("--webs", type=int, choices=[1, 2], default=0, help="by default first two, then one")
    known.add_argument("--small", action="store_true", help="little content and no demo: begins within seconds")
    asked = known.parse_args()
    if missing := why_no_bed():
        raise SystemExit(missing)
    with beside(whole=not asked.small) as bed:
        if not asked.small:
            command(bed, "demo")
        sessions = [str(one) for one in make_people(bed, people=asked.people // 2)["owners"]]
        site = where_to_go(bed)
        print(f"{len(site.pages)} public pages, {len(site.postings)} postings, {len(sessions)} people with an account")
        turns = [asked.webs] if asked.webs else [2, 1]
        wrong = [
            measure(bed, site, sessions, people=asked.people, minutes=asked.minutes / len(turns), webs=webs)
            for webs in turns
        ]
    return 1 if sum(wrong) else 0


if __name__ == "__main__":
    sys.exit(main())
