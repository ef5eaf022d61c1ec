"""Search over many postings, against a floor in memory, SQLite's FTS5 and PostgreSQL, in one run.

    python bench/jobs.py 1000000 [postgres://postgres@127.0.0.1:5432/postgres]

Floor: one bit for each posting and word, in Python's whole numbers. Peers: filters as words of the same full text, ids
that rise with the date, so that the newest stream out of them. 60 queries a class, the best of three rounds each, by
the clock and by the processor's time of this thread, and of ours also the slowest first round; no answer is kept from
one to the next. The peers count boxes of large classes for one query in six, once: that takes them seconds. Ours is
asked after many small commits, in the several parts that they leave. Then how soon a posting is found and gone; pages
over HTTP with two processes; and a rebuild while two clients ask for pages all the while, with a pause after each and
without.
"""

import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

import django
from jobs_engines import LEVELS, TOP, WORKPLACES, Floor, Fts, Postgres, tags
from postings import LAST, Made, fill, vocabulary
from served import GRANIAN, ROOT, free_port, running

if TYPE_CHECKING:
    from jobfutures.jobs.commands.indexing import Follower
    from jobfutures.jobs.wanted import Wanted

QUERIES, ROUNDS = 60, 3
CHANGED = 60  # postings that come and go: for more than a minute, after which the worker looks over all
PAUSE_S = 0.25  # of a client that asks while the index is made anew; without one, two clients keep both processors busy
Run = Callable[[dict[str, object]], object]


def queries() -> dict[str, list[dict[str, object]]]:
    """Return the questions by class: frequent words and rarer ones, as people mix them."""
    words, chance = vocabulary(), Random(7)
    some = [words[int(10 ** chance.uniform(0, 3.5))] for _ in range(QUERIES)]

    def filters() -> dict[str, object]:
        return {
            "workplace": chance.choice(WORKPLACES),
            "level": chance.choice(LEVELS),
            "pay": chance.choice((40, 50, 60)),
        }

    return {
        "word + 3 filters": [{"q": word, **filters()} for word in some],
        "one word": [{"q": word} for word in some],
        "two words": [{"q": f"{word} {chance.choice(words[:200])}"} for word in some],
        "beginning": [{"q": chance.choice(words[:5000])[:4]} for _ in range(QUERIES)],
        "3 filters": [filters() for _ in range(QUERIES)],
        "everything": [{} for _ in range(QUERIES)],
    }


def timed(run: Run, asked: list[dict[str, object]], rounds: int = ROUNDS) -> tuple[float, float, float, float, float]:
    """Return p50 and p99 by the clock and by the processor in ms, the best round of each query; and the slowest first
    round.
    """
    found: list[float] = []
    taken = [[clocked(run, query) for _ in range(rounds)] for query in asked]
    for which in range(2):
        best = sorted(min(one[which] for one in some) * 1000 for some in taken)
        found += [best[len(best) // 2], best[int(len(best) * 0.99)]]
    return found[0], found[1], found[2], found[3], max(one[0][0] for one in taken) * 1000


def clocked(run: Run, query: dict[str, object]) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.thread_time()
    run(query)
    return time.perf_counter() - began, time.thread_time() - worked


def batches(made: Iterator[Made], size: int = 5000) -> Iterator[list[Made]]:
    some: list[Made] = []
    for one in made:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def filled(
    asked: dict[str, list[dict[str, object]]], number: int, postgres: str, file: Path, folder: Path
) -> tuple[Floor, Fts, Postgres | None, list[UUID], dict[str, float]]:
    """Fill the site and the other engines; return these, the ids, and how many seconds the engines took."""
    terms = {term for some in asked.values() for one in some for term in [*str(one.get("q", "")).split(), *tags(one)]}
    floor, fts, other = Floor(terms), Fts(folder / "fts.sqlite3"), Postgres(postgres) if postgres else None
    ids, spent = [], defaultdict[str, float](float)
    for some in batches(fill(file, number)):
        ids += [one.id for one in some]
        for name, add in (("fts", fts.add), *((("postgres", other.add),) if other else ())):
            began = time.monotonic()
            add(some)
            spent[name] += time.monotonic() - began
        for one in some:
            floor.add(one)
    began = time.monotonic()
    floor.end(number)
    fts.base.commit()
    if other:
        other.end()
        spent["postgres"] += time.monotonic() - began
    return floor, fts, other, ids, spent


def wanted_of(query: dict[str, object]) -> "Wanted":
    from jobfutures.jobs.wanted import Wanted

    level, workplace = ((str(query[name]),) if name in query else () for name in ("level", "workplace"))
    least = int(int(str(query["pay"])) * 1.3) * 1000 if "pay" in query else None
    return Wanted(
        q=str(query.get("q", "")), level=level, workplace=workplace, pay_from=least, currency="EUR" if least else ""
    )


def compared(number: int, postgres: str, file: Path, folder: Path) -> None:
    """Fill everything, and print how fast each engine answers, and how often all agree."""
    from django.utils import timezone

    from jobfutures.jobs.commands.indexing import Follower
    from jobfutures.jobs.finding import Finder
    from jobfutures.jobs.queries.searching import job_index

    asked = queries()
    floor, fts, other, ids, spent = filled(asked, number, postgres, file, folder)
    follower = Follower(job_index())
    began = time.monotonic()
    follower.tick(timezone.now())
    print(
        f"built in s: ours {time.monotonic() - began:.1f} (alone), "
        + ", ".join(f"{k} {v:.1f}" for k, v in spent.items())
    )
    size = sum(one.stat().st_size for one in job_index().folder.rglob("*") if one.is_file())
    print(f"index {size / 1e6:.0f} MB, FTS5 {(folder / 'fts.sqlite3').stat().st_size / 1e6:.0f} MB")
    changed(follower, ids)
    follower.writer.close()

    index = job_index()

    def finder(query: dict[str, object]) -> Finder:
        view = index.view()
        assert view
        index.kept.clear()
        return Finder(index, view, wanted_of(query), LAST)

    def ours(query: dict[str, object]) -> list[UUID]:
        return finder(query).newest(None, TOP).ids

    engines: dict[str, tuple[Run, Run]] = {
        "ours": (ours, lambda query: finder(query).facets()), "floor": (floor.run, floor.facets),
        "FTS5": (fts.run, fts.facets), **({"PostgreSQL": (other.run, other.facets)} if other else {}),
    }  # fmt: skip
    first = [clocked(lambda query: finder(query).facets(), asked["3 filters"][0])[0] * 1000 for _ in range(2)]
    print(f"the first boxes of a process: {first[0]:.1f} ms, then {first[1]:.1f} ms; {memory()}")
    print(f"\n{number:,} postings; p50 / p99 in ms, of ours also by the processor; x floor, x peers at p50")
    print("newest 20 with an exact count (peers: without)")
    table(engines, asked, 0)
    print("\nexact counts of every box (peers and floor: of levels and workplaces)")
    table(engines, {name: asked[name] for name in ("word + 3 filters", "one word", "3 filters", "everything")}, 1)
    print(memory())
    places = {one: number for number, one in enumerate(ids)}
    same = sum([places[one] for one in ours(query)] == fts.run(query) for query in asked["word + 3 filters"])
    print(
        f"the newest 20 are those of FTS5 in {same} of {QUERIES} queries of a word and filters; ours know other forms"
    )
    if other:
        other.drop()


def changed(follower: "Follower", ids: list[UUID], commits: int = 200) -> None:
    """Let some postings be taken in again, a few at a time, as on a site that lives; print how long a commit takes."""
    chance, taken, worked = Random(9), [], []
    for _ in range(commits):
        began, began_work = time.perf_counter(), time.thread_time()
        follower.write(set(chance.sample(ids, chance.randrange(1, 6))))
        follower.writer.tidy(0.1)
        taken.append((time.perf_counter() - began) * 1000)
        worked.append((time.thread_time() - began_work) * 1000)
    parts = [part.size for part in follower.writer.view.parts]
    print(
        f"{commits} commits, p50 / max in ms: {statistics.median(taken):.0f} / {max(taken):.0f},"
        f" processor {statistics.median(worked):.0f} / {max(worked):.0f}; parts now: {parts}"
    )


def memory() -> str:
    """Return what this process holds: by itself, and of files that it shares with others."""
    said = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    own, shared = (int(said[name].split()[0]) // 1000 for name in ("RssAnon", "RssFile"))
    return f"memory {own} MB, of files {shared} MB"


def table(engines: dict[str, tuple[Run, Run]], asked: dict[str, list[dict[str, object]]], which: int) -> None:
    heads = "".join(f"{name:>20}{'processor       first' if name == 'ours' else '':>{28 * (name == 'ours')}}"
                    for name in engines)  # fmt: skip
    print(f"{'class':18}{heads}{'x floor':>10}{'x peers':>16}")
    for name, some in asked.items():
        slow = bool(which) and name in ("everything", "one word", "3 filters")
        found = {engine: timed(runs[which], some[:: 6 if slow and engine != "ours" else 1],
                               1 if slow and engine != "ours" else ROUNDS)
                 for engine, runs in engines.items()}  # fmt: skip
        cells = "".join(
            f"{one[0]:>11.2f} /{one[1]:>7.2f}"
            + (f"{one[2]:>9.2f} /{one[3]:>7.2f}{one[4]:>10.2f}" if engine == "ours" else "")
            for engine, one in found.items()
        )
        ratios = [found["ours"][0] / one[0] for engine, one in found.items() if engine != "ours"]
        print(f"{name:18}{cells}{ratios[0]:>10.1f}{' '.join(f'{one:.2f}' for one in ratios[1:]):>16}")


def asked_over_http(address: str, pause_s: float, seconds: float | None = 10.0) -> None:
    """Print how long pages take that two clients ask for, with a pause after each; seconds: None is until the input
    ends.
    """
    paths = []
    for some in queries().values():
        for query in some[:20]:
            parts = [f"{name}={query[name]}" for name in ("q", "level", "workplace") if name in query]
            parts += ["currency=EUR", f"pay_from={int(int(str(query['pay'])) * 1.3)}000"] if "pay" in query else []
            paths.append("/jobs/?" + "&".join(part.replace(" ", "+") for part in parts))
    taken: list[float] = []
    wrong: list[int] = []

    def ask(seed: int) -> None:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        chance = Random(seed)
        while not ended.wait(pause_s):
            began = time.perf_counter()
            line.request("GET", chance.choice(paths))
            answer = line.getresponse()
            answer.read()
            taken.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                wrong.append(answer.status)

    ended = threading.Event()
    clients = [threading.Thread(target=ask, args=(seed,)) for seed in range(2)]
    for one in clients:
        one.start()
    if seconds is None:
        sys.stdin.read()
    else:
        time.sleep(seconds)
    ended.set()
    for one in clients:
        one.join()
    cuts = statistics.quantiles(taken, n=100)
    times = f"p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms"
    often = f"with a pause of {pause_s:g} s" if pause_s else "without a pause"
    print(f"pages over HTTP, 2 clients {often}: {len(taken)} pages, {times}, wrong {len(wrong)}", flush=True)


def follow() -> None:
    """Do what the worker does for postings, in a process of its own as the worker is one, until the input ends."""
    from jobfutures.config.worker import follow_postings

    stopping = threading.Event()
    thread = threading.Thread(target=follow_postings, args=(stopping,))
    thread.start()
    sys.stdin.read()
    stopping.set()
    thread.join()


def followed() -> None:
    """Print how soon a posting is found after its transaction, and how soon it is no longer counted."""
    from django.utils import timezone

    from jobfutures.jobs.models import Change, Job
    from jobfutures.jobs.queries.searching import search
    from jobfutures.jobs.wanted import Wanted

    times = defaultdict[str, list[float]](list)
    follower = subprocess.Popen([sys.executable, __file__, "follow"], stdin=subprocess.PIPE)
    pattern = Job.objects.order_by("pk").first()
    assert pattern
    for number in range(-1, CHANGED):  # the first, until the follower has begun
        pattern.pk, pattern.title = None, f"Findable{number + 1}x"
        pattern.id = Job._meta.pk.get_default()
        pattern.posted_at = timezone.now()
        pattern.save(force_insert=True)
        for state, count in (("PUBLISHED", 1), ("CLOSED", 0)):
            Job.objects.filter(pk=pattern.pk).update(state=state)
            Change.objects.create(job_id=pattern.pk)
            began = time.monotonic()
            while search(Wanted(q=f"findable{number + 1}x"), "", timezone.now(), is_counted=False).count != count:
                time.sleep(0.01)
            times[state] += [time.monotonic() - began] if number >= 0 else []
    follower.communicate()
    for state, some in times.items():
        what = "found" if state == "PUBLISHED" else "gone"
        print(f"{what} after {statistics.median(some):.2f} s, at most {max(some):.2f} s", flush=True)


def rebuilt(address: str, pause_s: float) -> None:
    """Print how long a rebuild takes while clients in a process of their own ask for pages, from first to last."""
    from django.utils import timezone

    from jobfutures.jobs.commands.indexing import Follower
    from jobfutures.jobs.queries.searching import job_index

    job_index().stamp.unlink()
    words = [sys.executable, __file__, "ask", address, str(pause_s)]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as asking:
        began = time.monotonic()
        follower = Follower(job_index())
        follower.tick(timezone.now())
        took = time.monotonic() - began
        asking.communicate()
    follower.writer.close()
    print(f"rebuilt in {took:.1f} s meanwhile", flush=True)


def main(number: int, postgres: str) -> None:
    django.setup()
    folder = Path(os.environ["JOBFUTURES_DATA"])
    compared(number, postgres, folder / "jobfutures.sqlite3", folder)
    followed()
    address = f"http://127.0.0.1:{free_port()}"
    words = [*GRANIAN, "--port", address.rsplit(":", 1)[1], "jobfutures.config.wsgi:application"]
    with running(words, f"{address}/jobs/", {}):
        asked_over_http(address, 0)
        for pause_s in (PAUSE_S, 0):
            rebuilt(address, pause_s)


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        asked_over_http(sys.argv[2], float(sys.argv[3]), None)
    elif sys.argv[1] == "follow":
        django.setup()
        follow()
    elif "JOBS_BENCH" in os.environ:
        main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
    else:
        with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder:
            more = {
                "JOBFUTURES_DATA": folder,
                "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings",
                "JOBS_BENCH": "1",
            }
            run = os.environ | more
            subprocess.run(
                [sys.executable, "-m", "jobfutures.config.command", "migrate"], check=True, env=run, cwd=ROOT
            )
            subprocess.run([sys.executable, __file__, *sys.argv[1:]], check=True, env=run)
