"""Search over many postings, against a floor in memory, SQLite's FTS5 and PostgreSQL, in one run.

    python bench/jobs.py 1000000 [postgres://postgres@127.0.0.1:5432/postgres]

Floor: one bit for each posting and word, in Python's whole numbers. Peers: filters as words of the same full text, ids
that rise with the date, so that the newest stream out of them. 60 queries a class, the best of three rounds each.
Then over HTTP with two processes; how soon a posting is found and gone; and a rebuild while pages are answered.
"""

import http.client
import os
import sqlite3
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
from urllib.parse import urlsplit

from postings import LAST, Made, fill, vocabulary
from served import GRANIAN, ROOT, free_port, running

QUERIES, ROUNDS, TOP = 60, 3, 20
LEVELS, WORKPLACES = ("JUNIOR", "MIDDLE", "SENIOR", "STAFF"), ("REMOTE", "HYBRID", "ONSITE")
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


def timed(run: Run, asked: list[dict[str, object]], rounds: int = ROUNDS) -> tuple[float, float]:
    """Return p50 and p99 in ms, the best round of each."""
    taken = []
    for query in asked:
        best = float("inf")
        for _ in range(rounds):
            began = time.perf_counter()
            run(query)
            best = min(best, time.perf_counter() - began)
        taken.append(best * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


def tags(query: dict[str, object]) -> list[str]:
    found = [f"z{name[0]}{str(query[name]).lower()}" for name in ("level", "workplace") if name in query]
    return [*found, *([f"zp{int(str(query['pay'])) // 10}", "zmeur"] if "pay" in query else [])]


class Floor:
    """Bits by term, of the terms that are asked for only: the highest bit is the newest posting."""

    def __init__(self, wanted: set[str]) -> None:
        self.wanted, self.numbers = wanted, defaultdict[str, list[int]](list)
        self.bits: dict[str, int] = {}
        self.all = 0

    def add(self, made: Made) -> None:
        for term in self.wanted.intersection([*made.text.split(), *made.tags]):
            self.numbers[term].append(made.number)

    def end(self, number: int) -> None:
        for term, numbers in self.numbers.items():
            row = bytearray(number // 8 + 1)
            for one in numbers:
                row[one >> 3] |= 1 << (one & 7)
            self.bits[term] = int.from_bytes(row, "little")
        self.all = (1 << number) - 1
        self.numbers.clear()

    def match(self, query: dict[str, object]) -> int:
        found = self.all
        for term in [*str(query.get("q", "")).split(), *tags(query)]:
            found &= self.bits.get(term, 0)
        return found

    def run(self, query: dict[str, object]) -> tuple[list[int], int]:
        found, newest = self.match(query), []
        count = found.bit_count()
        while found and len(newest) < TOP:
            newest.append(found.bit_length() - 1)
            found ^= 1 << newest[-1]
        return newest, count

    def facets(self, query: dict[str, object]) -> list[int]:
        found = self.match(query)
        return [(found & bits).bit_count() for term, bits in self.bits.items() if term[0] == "z" and len(term) > 4]


class Fts:
    """FTS5 with tags as words; begins with 2, 3 and 4 letters are indexed."""

    def __init__(self, file: Path) -> None:
        self.base = sqlite3.connect(file)
        self.base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000")
        self.base.execute("CREATE VIRTUAL TABLE t USING fts5(w, content='', detail=none, prefix='2 3 4')")

    def add(self, some: list[Made]) -> None:
        rows = [(one.number, f"{one.text} {' '.join(one.tags)}") for one in some]
        self.base.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", rows)

    def words(self, query: dict[str, object]) -> str:
        words = str(query.get("q", "")).split()
        return " AND ".join([*words[:-1], *(f"{word}*" for word in words[-1:]), *tags(query)])

    def run(self, query: dict[str, object]) -> list[int]:
        match = self.words(query)
        where, values = ("WHERE t MATCH ?", [match]) if match else ("", [])
        rows = self.base.execute(f"SELECT rowid FROM t {where} ORDER BY rowid DESC LIMIT {TOP}", values)
        return [row[0] for row in rows]

    def facets(self, query: dict[str, object]) -> object:
        match = self.words(query) or "zweur OR zwremote OR zwhybrid OR zwonsite"
        parts = [
            f"({match}) AND z{kind}{value.lower()}"
            for kind, values in (("l", LEVELS), ("w", WORKPLACES))
            for value in values
        ]
        return [self.base.execute("SELECT count(*) FROM t WHERE t MATCH ?", [part]).fetchone() for part in parts]


class Postgres:
    """tsvector with tags as lexemes, GIN, and an index by date; in a database of its own, dropped at the end."""

    def __init__(self, address: str) -> None:
        import psycopg

        self.connect, self.address = psycopg.connect, address
        self.run_outside("DROP DATABASE IF EXISTS jobs_bench", "CREATE DATABASE jobs_bench")
        self.base = psycopg.connect(address.rsplit("/", 1)[0] + "/jobs_bench", autocommit=True)
        self.base.execute("CREATE UNLOGGED TABLE t (n int PRIMARY KEY, level text, workplace text, w tsvector)")
        self.base.execute("CREATE TEMP TABLE raw (n int, level text, workplace text, w text)")

    def run_outside(self, *commands: str) -> None:
        with self.connect(self.address, autocommit=True) as base:
            for command in commands:
                base.execute(command)

    def add(self, some: list[Made]) -> None:
        with self.base.cursor().copy("COPY raw FROM STDIN") as copy:
            for one in some:
                copy.write_row((one.number, one.level, one.workplace, f"{one.text} {' '.join(one.tags)}"))
        self.base.execute(
            "INSERT INTO t SELECT n, level, workplace, array_to_tsvector(string_to_array(w, ' ')) FROM raw"
        )
        self.base.execute("TRUNCATE raw")

    def end(self) -> None:
        self.base.execute("SET maintenance_work_mem = '512MB'")
        self.base.execute("CREATE INDEX ON t USING gin (w)")
        self.base.execute("VACUUM ANALYZE t")

    def words(self, query: dict[str, object]) -> str:
        words = str(query.get("q", "")).split()
        return " & ".join([*words[:-1], *(f"{word}:*" for word in words[-1:]), *tags(query)])

    def run(self, query: dict[str, object]) -> list[int]:
        where, values = ("WHERE w @@ to_tsquery('simple', %s)", [self.words(query)]) if query else ("", [])
        rows = self.base.execute(f"SELECT n FROM t {where} ORDER BY n DESC LIMIT {TOP}", values)
        return [row[0] for row in rows]

    def facets(self, query: dict[str, object]) -> object:
        where, values = ("WHERE w @@ to_tsquery('simple', %s)", [self.words(query)]) if query else ("", [])
        sql = f"SELECT level, workplace, count(*) FROM t {where} GROUP BY GROUPING SETS ((level), (workplace))"
        return self.base.execute(sql, values).fetchall()

    def drop(self) -> None:
        self.base.close()
        self.run_outside("DROP DATABASE jobs_bench")


def batches(made: Iterator[Made], size: int = 5000) -> Iterator[list[Made]]:
    some: list[Made] = []
    for one in made:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some


def compared(number: int, postgres: str, file: Path, folder: Path) -> None:
    """Fill everything, and print how fast each engine answers, and how often all agree."""
    from django.utils import timezone

    from jobfutures.jobs.commands.indexing import Follower
    from jobfutures.jobs.finding import Finder
    from jobfutures.jobs.queries.searching import job_index
    from jobfutures.jobs.wanted import Wanted

    asked = queries()
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
    follower = Follower(job_index())
    began = time.monotonic()
    follower.tick(timezone.now())
    print(
        f"built in s: ours {time.monotonic() - began:.1f} (alone), "
        + ", ".join(f"{k} {v:.1f}" for k, v in spent.items())
    )
    size = sum(one.stat().st_size for one in job_index().folder.rglob("*") if one.is_file())
    print(f"index {size / 1e6:.0f} MB, FTS5 {(folder / 'fts.sqlite3').stat().st_size / 1e6:.0f} MB")
    follower.writer.close()

    def wanted(query: dict[str, object]) -> Wanted:
        pay = {"currency": "EUR", "pay_from": int(int(str(query["pay"])) * 1.3) * 1000} if "pay" in query else {}
        many = {name: (str(query[name]),) for name in ("level", "workplace") if name in query}
        return Wanted(q=str(query.get("q", "")), **many, **pay)  # type: ignore[arg-type]

    index = job_index()

    def finder(query: dict[str, object]) -> Finder:
        searcher = index.searcher()
        assert searcher
        index.kept.clear()
        return Finder(index, searcher, wanted(query), LAST)

    def ours(query: dict[str, object]) -> list[object]:
        return list(finder(query).newest(None, TOP).ids)

    engines: dict[str, tuple[Run, Run]] = {
        "ours": (ours, lambda query: finder(query).facets()), "floor": (floor.run, floor.facets),
        "FTS5": (fts.run, fts.facets), **({"PostgreSQL": (other.run, other.facets)} if other else {}),
    }  # fmt: skip
    print(
        f"\n{number:,} postings; newest 20 with an exact count (peers: without), p50 / p99 in ms, x floor, x peers at p50"  # noqa: E501
    )
    table(engines, asked, 0)
    print("\nexact counts of every box (peers and floor: of levels and workplaces)")
    table(engines, {name: asked[name] for name in ("word + 3 filters", "one word", "3 filters", "everything")}, 1)
    places = {one: number for number, one in enumerate(ids)}
    same = sum([places[one] for one in ours(query)] == fts.run(query) for query in asked["word + 3 filters"])
    print(
        f"the newest 20 are those of FTS5 in {same} of {QUERIES} queries of a word and filters; ours know other forms"
    )
    if other:
        other.drop()


def table(engines: dict[str, tuple[Run, Run]], asked: dict[str, list[dict[str, object]]], which: int) -> None:
    print(f"{'class':18}" + "".join(f"{name:>20}" for name in engines) + f"{'x floor':>10}{'x peers':>16}")
    for name, some in asked.items():
        slow = name in ("everything", "one word", "3 filters")
        found = {engine: timed(runs[which], some[:: 6 if slow and which else 1], 1 if slow and which else ROUNDS)
                 for engine, runs in engines.items()}  # fmt: skip
        cells = "".join(f"{p50:>11.2f} /{p99:>7.2f}" for p50, p99 in found.values())
        ratios = [found["ours"][0] / p50 for engine, (p50, _) in found.items() if engine != "ours"]
        print(f"{name:18}{cells}{ratios[0]:>10.1f}{' '.join(f'{one:.2f}' for one in ratios[1:]):>16}")


def asked_over_http(address: str, seconds: float = 10.0) -> None:
    """Print how long pages take that two clients ask for, each without a pause."""
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
        chance, until = Random(seed), time.monotonic() + seconds
        while time.monotonic() < until:
            began = time.perf_counter()
            line.request("GET", chance.choice(paths))
            answer = line.getresponse()
            answer.read()
            taken.append((time.perf_counter() - began) * 1000)
            if answer.status != 200:
                wrong.append(answer.status)

    clients = [threading.Thread(target=ask, args=(seed,)) for seed in range(2)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    cuts = statistics.quantiles(taken, n=100)
    print(
        f"pages over HTTP, 2 clients: {len(taken)} pages, p50 {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, wrong {len(wrong)}"  # noqa: E501
    )


def followed(file: Path) -> None:
    """Print how soon a posting is found after its transaction, and how soon it is no longer counted."""
    from django.utils import timezone

    from jobfutures.jobs.commands.indexing import Follower
    from jobfutures.jobs.models import Change, Job
    from jobfutures.jobs.queries.searching import job_index, search
    from jobfutures.jobs.wanted import Wanted

    stopping, times = threading.Event(), defaultdict[str, list[float]](list)

    def follow() -> None:
        follower = Follower(job_index().__class__(job_index().folder.parent))
        while not stopping.wait(0.5):
            follower.tick(timezone.now())
        follower.writer.close()

    thread = threading.Thread(target=follow)
    thread.start()
    pattern = Job.objects.order_by("pk").first()
    assert pattern
    for number in range(12):
        pattern.pk, pattern.title = None, f"Findable{number}x"
        pattern.id = Job._meta.pk.get_default()
        pattern.posted_at = timezone.now()
        pattern.save(force_insert=True)
        for state, count in (("PUBLISHED", 1), ("CLOSED", 0)):
            Job.objects.filter(pk=pattern.pk).update(state=state)
            Change.objects.create(job_id=pattern.pk)
            began = time.monotonic()
            while search(Wanted(q=f"findable{number}x"), "", timezone.now(), is_counted=False).count != count:
                time.sleep(0.01)
            times[state].append(time.monotonic() - began)
    stopping.set()
    thread.join()
    print("; ".join(f"{'found' if state == 'PUBLISHED' else 'gone'} after {statistics.median(some):.2f} s, at most {max(some):.2f} s"  # noqa: E501
                    for state, some in times.items()))  # fmt: skip


def main(number: int, postgres: str) -> None:
    import django

    django.setup()
    from django.utils import timezone

    from jobfutures.jobs.commands.indexing import Follower
    from jobfutures.jobs.queries.searching import job_index

    folder = Path(os.environ["JOBFUTURES_DATA"])
    compared(number, postgres, folder / "jobfutures.sqlite3", folder)
    followed(folder / "jobfutures.sqlite3")
    address = f"http://127.0.0.1:{free_port()}"
    words = [*GRANIAN, "--port", address.rsplit(":", 1)[1], "jobfutures.config.wsgi:application"]
    with running(words, f"{address}/jobs/", {}):
        asked_over_http(address)
        print("while the index is made anew:")
        job_index().stamp.unlink()
        asking = threading.Thread(target=asked_over_http, args=(address,))
        asking.start()
        began = time.monotonic()
        follower = Follower(job_index())
        follower.tick(timezone.now())
        follower.writer.close()
        print(f"rebuilt in {time.monotonic() - began:.1f} s with the site serving")
        asking.join()


if __name__ == "__main__":
    if "JOBS_BENCH" in os.environ:
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
