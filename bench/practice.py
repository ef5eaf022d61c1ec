"""Answering a card, and the queue of what is due, with a large log.

    python bench/practice.py            # SQLite, in a folder of its own
    python bench/practice.py DATABASE   # PostgreSQL: the address of an empty database of its own, which stays filled

The log. 500 people; 100,000 memories and 1,000,000 entries in all, ten a card, written in bulk, due dates spread over
200 days around now. The person who is measured has 300 cards at first and about 2,300 in the end, the others the rest.

Measured in this process, after a warm-up: wall time, and CPU time, which changes less with what else the machine does.
The queue at 10^4, 10^5 and 10^6 entries, while the log of everybody and the person's own grow: always 50 cards come of
it. Then a page of cards and a POST of an answer through Django's test client, signed in, from request to redirect, with
the log of requests off; and grade_card alone. The worker's part, to move SQLite's log into its file, is done beside.
Floor: one row inserted and committed on the same database. Peer: what is due, with all states computed from the
person's own log when asked, as a page without stored memories would.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid4

from served import ROOT

SIZES = (10_000, 100_000, 1_000_000)
PEOPLE, CARDS, A_CARD = 500, 2_400, 10
OWN_AT_FIRST = 300
ANSWERS, ROUNDS, PEER_ROUNDS = 400, 200, 5
BATCH = 5_000


@dataclass(frozen=True)
class Figures:
    """In ms: the 50th and 99th percentile of the wall time, and of this process's own CPU time."""

    p50: float
    p99: float
    cpu_p50: float
    cpu_p99: float


def measured(run: Callable[[int], object], rounds: int) -> Figures:
    wall, cpu = [], []
    for number in range(rounds):
        began, began_cpu = time.perf_counter(), time.process_time()
        run(number)
        cpu.append((time.process_time() - began_cpu) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return Figures(*(at(taken, share) for taken in (wall, cpu) for share in (0.5, 0.99)))


def at(taken: list[float], share: float) -> float:
    return sorted(taken)[min(int(len(taken) * share), len(taken) - 1)]


def told(name: str, one: Figures, more: str = "") -> None:
    print(f"{name:40}{one.p50:>9.2f}{one.p99:>9.2f}{one.cpu_p50:>9.2f}{one.cpu_p99:>9.2f}   {more}", flush=True)


def queries_of(run: Callable[[int], object], number: int) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as made:
        run(number)
    return f"{len(made)} queries"


def make_cards() -> list[Any]:
    """Return cards enough: those of the guide, and copies of them under other names."""
    from jobfutures.guide.models import Card

    real = list(Card.objects.order_by("pk"))
    copies = [
        Card(
            question_id=one.question_id, key_point_id=one.key_point_id, slug=f"{one.slug}-{number}"[-80:],
            front=one.front, back=one.back, position=one.position,
        )
        for number in range(1, CARDS // len(real) + 1)
        for one in real
    ]  # fmt: skip
    Card.objects.bulk_create(copies[: max(0, CARDS - len(real))], batch_size=BATCH)
    return list(Card.objects.order_by("pk")[:CARDS])


def make_people() -> list[Any]:
    from jobfutures.accounts.models import User

    return User.objects.bulk_create([User(email=f"p{number}@example.org", password="!") for number in range(PEOPLE)])


class Log:
    """The log while it grows. Each memory has A_CARD entries."""

    def __init__(self, people: list[Any], cards: list[Any], now: Any) -> None:
        self.people, self.cards, self.now = people, cards, now
        self.chance = Random(7)
        self.entries = 0
        self.taken = [0] * len(people)

    def grow(self, entries: int) -> None:
        from jobfutures.practice.models import Entry, Memory

        memories: list[Any] = []
        lines: list[Any] = []
        while self.entries < entries:
            own = self.taken[0] < OWN_AT_FIRST or self.entries // A_CARD % 50 == 0
            memory, its = self.card_of(0 if own else self.chance.randrange(1, PEOPLE))
            memories.append(memory)
            lines += its
            self.entries += len(its)
            if len(lines) >= BATCH or self.entries >= entries:
                Memory.objects.bulk_create(memories)
                Entry.objects.bulk_create(lines)
                memories, lines = [], []

    def card_of(self, whose: int) -> tuple[Any, list[Any]]:
        """Return the memory of the person's next card, and its entries."""
        from jobfutures.practice.models import Entry, Memory

        card, owner = self.cards[self.taken[whose]], self.people[whose]
        self.taken[whose] += 1
        last = self.now - timedelta(days=self.chance.uniform(1, 100))
        earlier = (last - timedelta(days=self.chance.uniform(0, 300)) for _ in range(A_CARD - 1))
        ats = [*sorted(earlier), last]
        lines = [
            Entry(owner=owner, key=uuid4(), card=card, act="REVIEWED", grade=3, at=at, received_at=at) for at in ats
        ]
        memory = Memory(
            owner=owner, card=card, state=2, step=None, stability=30.0, difficulty=5.0, reviews=A_CARD, lapses=0,
            is_suspended=False, reviewed_at=last, due_at=last + timedelta(days=self.chance.uniform(1, 200)),
            last_at=last, last_key=lines[-1].key,
        )  # fmt: skip
        return memory, lines


def from_the_log(person: Any, now: Any) -> int:
    """Return how many cards are due, with every state computed from the person's whole log."""
    from jobfutures.practice.models import Entry
    from jobfutures.practice.rules import remembered

    lines: dict[int, list[Any]] = {}
    for entry in Entry.objects.visible_to(person):
        lines.setdefault(entry.card_id, []).append(entry.line())
    return sum((memory := remembered(its)).due_at is not None and memory.due_at <= now for its in lines.values())


def answers(person: Any, now: Any) -> None:
    """Print what answering costs, by the page and by its one call."""
    from django.test import Client

    from jobfutures.practice import queries
    from jobfutures.practice.commands.entries import grade_card
    from jobfutures.practice.models import Preference

    Preference.objects.create(owner=person, new_a_day=9999, reviews_a_day=9999)
    wanted = queries.preference_of(person)
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    due = [waiting.card for waiting in queries.queue(person, wanted, now, most=2 * ANSWERS + 20).cards]

    def page(_number: int) -> None:
        client.get("/practice/cards/")

    told("the page of cards: GET", measured(page, ROUNDS), queries_of(page, 0))

    def post(number: int) -> None:
        card = due[number % len(due)]
        name = f"{card.question_id}/{card.slug}"
        answer = client.post("/practice/cards/", {"card": name, "grade": "3", "key": str(UUID(int=number + 2**64))})
        if answer.status_code != 302:
            raise SystemExit(f"answered {answer.status_code}")

    for number in range(20):
        post(number + 2 * ANSWERS)
    count = queries_of(post, 3 * ANSWERS)
    told("answer a card: POST to redirect", measured(post, ANSWERS), f"{count}, goal p99 10")

    told("grade_card", measured(lambda n: grade_card(by=person, card=due[n % len(due)], grade=3, at=now), ANSWERS))


def floor() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_floor (id integer, at integer)")
        told(
            "floor: INSERT of one row, committed",
            measured(lambda number: cursor.execute("INSERT INTO bench_floor VALUES (%s, 1)", [number]), ANSWERS),
        )
        cursor.execute("DROP TABLE bench_floor")


@contextmanager
def keeper() -> Iterator[None]:
    """Keep SQLite's log short beside, as the worker of every instance does."""
    words = "import django; django.setup()\nimport time; from jobfutures.kit.checkpoint import checkpoint\n"
    words += "while True: checkpoint(); time.sleep(1)"
    beside = subprocess.Popen([sys.executable, "-c", words])
    try:
        yield
    finally:
        beside.kill()
        beside.wait()


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from jobfutures.config.logs import configure
    from jobfutures.practice import queries
    from jobfutures.practice.models import Entry, Memory, Preference

    configure()
    settings.POST_LIMITS_FACTOR = 1000  # the limit is asked and counted all the same
    now, people = timezone.now(), make_people()
    log = Log(people, make_cards(), now)
    wanted = Preference(owner=people[0], reviews_a_day=9999, new_a_day=10)
    print(f"{connection.vendor + '; ms':40}{'p50':>9}{'p99':>9}{'CPU p50':>9}{'CPU p99':>9}")
    medians = []
    for size in SIZES:
        log.grow(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        measured(lambda _number: queries.queue(people[0], wanted, now), 20)
        figures = measured(lambda _number: queries.queue(people[0], wanted, now), ROUNDS)
        medians.append(figures.p50)
        told(f"queue at {size:,} entries", figures, f"the person's own: {log.taken[0] * A_CARD:,}")
    print(f"{'ratio of the medians, last to first':40}{medians[-1] / medians[0]:>9.2f}{'':30}goal 1.5")
    print(f"{Memory.objects.count():,} memories, {Entry.objects.count():,} entries")
    with keeper():
        answers(people[0], now)
    floor()
    told("peer: states from the whole own log", measured(lambda _n: from_the_log(people[0], now), PEER_ROUNDS))


if __name__ == "__main__":
    if "PRACTICE_BENCH" in os.environ:
        main()
    else:
        with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder:
            run = os.environ | {
                "JOBFUTURES_DATA": folder,
                "JOBFUTURES_LOG_LEVEL": "error",
                "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings",
                "PRACTICE_BENCH": "1",
                "PYTHONPATH": str(Path(__file__).parent),
            }
            if len(sys.argv) > 1:
                run["JOBFUTURES_DATABASE_URL"] = sys.argv[1]
            migrate = [sys.executable, "-m", "jobfutures.config.command", "migrate"]
            subprocess.run(migrate, check=True, env=run, cwd=ROOT, stdout=subprocess.DEVNULL)
            subprocess.run([sys.executable, __file__], check=True, env=run)
