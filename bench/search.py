"""Search over 500 questions in one process, without HTTP: our index with its marked snippets, against SQLite's FTS5.

    python bench/search.py

Peer: the same texts in an FTS5 table with Porter stems, ranked by bm25, with FTS5's own highlight and snippet. It
forgives no wrong letter and has no second try: where no page has all words it answers nothing, at once. Floor: an
inverted index of Python sets in memory, which only finds and ranks nothing. 60 queries a class.
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

from served import ROOT

QUESTIONS = 500
QUERIES = 60
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
    }

    def fts(query: str) -> object:
        wanted = " ".join(f"{word}*" for word in query.split())
        sql = (
            "SELECT highlight(page, 0, '<mark>', '</mark>'), snippet(page, 2, '<mark>', '</mark>', '…', 40) "
            "FROM page WHERE page MATCH ? ORDER BY bm25(page, 6, 2, 1) LIMIT 10"
        )
        return peer.execute(sql, [wanted]).fetchall()

    def sets(query: str) -> object:
        return set.intersection(*(floor.get(word, set()) for word in query.split()))

    print(f"{len(found)} pages; p50 / p99 in ms")
    print(f"{'class':18}{'ours':>16}{'FTS5 (peer)':>16}{'sets (floor)':>16}{'x peer p50':>12}")
    for name, queries in classes.items():
        ours, theirs, least = (percentiles(run, queries) for run in (search, fts, sets))
        cells = "".join(f"{p50:>8.2f} /{p99:>6.2f}" for p50, p99 in (ours, theirs, least))
        print(f"{name:18}{cells}{ours[0] / theirs[0]:>12.1f}")


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
