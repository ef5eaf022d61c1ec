"""Search over 500 questions in one process, without HTTP: our index with its marked snippets, against SQLite's FTS5.

    python bench/search.py

Peer: the same texts in an FTS5 table with Porter stems, ranked by bm25, with FTS5's own highlight and snippet. It
forgives no wrong letter and has no second try: where no page has all words it answers nothing, at once. Floor: an
inverted index of Python sets in memory, which only finds and ranks nothing. 60 queries a class.

Then the CPU time of a whole request, from environment to bytes, each query asked once by a visitor without account.
CPU time, because it hardly changes with what else the machine does; p99 at a load is what bench/pages.py measures.
"""

import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from random import Random
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from served import ROOT

QUESTIONS = 500
QUERIES = 60
WARM_UP = [f"warm {number}" for number in range(50)]
ROUNDS = 5


def percentiles(run: Callable[[str], object], queries: list[str]) -> tuple[float, float]:
    """Return the 50th and 99th percentile in ms over all queries, the best round of each query."""
    taken = []
    for query in queries:
        best = float("inf")
        for _ in range(ROUNDS):
            began = time.perf_counter()
            run(query)
            best = min(best, time.perf_counter() - began)
        taken.append(best * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


def requested(classes: dict[str, list[str]]) -> None:
    """Print the CPU time in ms of whole requests, by class of query."""
    from jobfutures.config.wsgi import application

    def ask(query: str) -> float:
        environ: dict[str, Any] = {"PATH_INFO": "/search/", "QUERY_STRING": urlencode({"q": query})}
        setup_testing_defaults(environ)
        environ |= {"HTTP_HOST": "localhost", "REMOTE_ADDR": "127.0.0.1"}
        began = time.process_time()
        if b'id="results"' not in b"".join(application(environ, lambda *_: None)):
            raise SystemExit(f"{query}: no page of results")
        return (time.process_time() - began) * 1000

    for query in WARM_UP:
        ask(query)
    print(f"\n{'whole request':18}{'mean':>8}{'p50':>8}{'p99':>8}   CPU ms")
    for name, queries in classes.items():
        taken = sorted(ask(query) for query in queries)
        p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
        print(f"{name:18}{sum(taken) / len(taken):>8.2f}{p50:>8.2f}{p99:>8.2f}")


def main() -> None:
    import django

    django.setup()
    from jobfutures.search.queries import entries, search

    found = list(entries())
    peer = sqlite3.connect(":memory:")
    peer.execute(
        "CREATE VIRTUAL TABLE page USING fts5(title, place, body, tokenize='porter unicode61', prefix='2 3 4')"
    )
    peer.executemany("INSERT INTO page VALUES (?, ?, ?)", [(e.title, e.place, e.body) for e in found])
    floor: dict[str, set[int]] = defaultdict(set)
    for number, entry in enumerate(found):
        for word in re.findall(r"\w+", f"{entry.title} {entry.body}".lower()):
            floor[word].add(number)
    words = sorted(word for word, pages in floor.items() if len(word) > 4 and 3 < len(pages) < 200)
    chance = Random(2026)
    classes = {
        "one word": [chance.choice(words) for _ in range(QUERIES)],
        "two words": [" ".join(chance.sample(sorted(words), 2)) for _ in range(QUERIES)],
        "beginning": [chance.choice(words)[:4] for _ in range(QUERIES)],
        "one wrong letter": [(word := chance.choice(words))[:2] + word[3:] for _ in range(QUERIES)],
        "a question": [chance.choice(found).title for _ in range(QUERIES)],
    }

    def fts(query: str) -> object:
        wanted = " ".join(f"{word}*" for word in re.findall(r"\w+", query.lower()))
        sql = (
            "SELECT highlight(page, 0, '<mark>', '</mark>'), snippet(page, 2, '<mark>', '</mark>', '…', 40) "
            "FROM page WHERE page MATCH ? ORDER BY bm25(page, 6, 2, 1) LIMIT 10"
        )
        return peer.execute(sql, [wanted]).fetchall()

    def sets(query: str) -> object:
        return set.intersection(*(floor.get(word, set()) for word in re.findall(r"\w+", query.lower())))

    print(f"{len(found)} pages; p50 / p99 in ms")
    print(f"{'class':18}{'ours':>16}{'FTS5 (peer)':>16}{'sets (floor)':>16}{'x peer p50':>12}")
    for name, queries in classes.items():
        ours, theirs, least = (percentiles(run, queries) for run in (search, fts, sets))
        cells = "".join(f"{p50:>8.2f} /{p99:>6.2f}" for p50, p99 in (ours, theirs, least))
        print(f"{name:18}{cells}{ours[0] / theirs[0]:>12.1f}")
    requested(classes)


if __name__ == "__main__":
    if "SEARCH_BENCH" in os.environ:
        main()
    else:
        with tempfile.TemporaryDirectory(prefix="jobfutures-bench-") as folder:
            more = {
                "JOBFUTURES_DATA": folder,
                "DJANGO_SETTINGS_MODULE": "jobfutures.config.settings",
                "SEARCH_BENCH": "1",
            }
            run = os.environ | more
            subprocess.run(
                [sys.executable, "-m", "jobfutures.config.command", "migrate"], check=True, env=run, cwd=ROOT
            )
            subprocess.run([sys.executable, str(ROOT / "bench/grow.py"), str(QUESTIONS)], check=True, env=run, cwd=ROOT)
            subprocess.run([sys.executable, __file__], check=True, env=run)
