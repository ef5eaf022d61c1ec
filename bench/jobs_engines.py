"""What `bench/jobs.py` compares our search of postings with: bits in memory, SQLite's FTS5, PostgreSQL's tsvector."""

import sqlite3
from collections import defaultdict
from pathlib import Path

from postings import Made

TOP = 20
LEVELS, WORKPLACES = ("JUNIOR", "MIDDLE", "SENIOR", "STAFF"), ("REMOTE", "HYBRID", "ONSITE")


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
