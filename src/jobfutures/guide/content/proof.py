"""The pytest plugin that runs the guide's examples and keeps the proof: `content/verified.json`.

For every example file the proof holds its SHA-256, the versions it ran on, and for every test the query counts it
asserted and what it printed. `--proof check` (the default) fails when a file, a version, a count or a printed line
differs from the record; `--proof write` writes the record. Printed lines that start with "measured" carry figures of
one machine: they are recorded and shown, never compared.
"""

import ast
import hashlib
import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
import pytest

PROJECT = "project"
# import name -> (name shown to readers, distribution whose version counts)
LIBRARIES = {
    "django": ("Django", "django"),
    "shop": ("Django", "django"),
    "rest_framework": ("Django REST framework", "djangorestframework"),
    "fastapi": ("FastAPI", "fastapi"),
    "starlette": ("Starlette", "starlette"),
    "pydantic": ("Pydantic", "pydantic"),
    "sqlalchemy": ("SQLAlchemy", "sqlalchemy"),
    "shop_sqlalchemy": ("SQLAlchemy", "sqlalchemy"),
    "httpx": ("HTTPX", "httpx"),
    "pytest": ("pytest", "pytest"),
}
FRAMEWORKS = frozenset({"Django", "Django REST framework", "FastAPI", "Starlette", "Pydantic", "SQLAlchemy", "HTTPX"})
MEASURED = "measured"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--proof", choices=["off", "check", "write"], default="check", help="what to do with the proof")
    parser.addoption("--proof-file", default=None, help="where the proof stands; content/verified.json by default")
    parser.addini("guide_project", "the folder of the project that the examples share")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: runs only where the examples' database is PostgreSQL")
    config.pluginmanager.register(Proof(config), "proof")


def short_version(distribution: str) -> str:
    """Return major.minor: the page promises no more precision than the documentation it cites."""
    return ".".join(version(distribution).split(".")[:2])


def versions_for(source: str) -> dict[str, str]:
    """Return the versions that count for one example, by what it imports."""
    imported: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    found = {"Python": ".".join(platform.python_version_tuple()[:2])}
    shown = sorted({LIBRARIES[name] for name in imported if name in LIBRARIES})
    found |= {label: short_version(distribution) for label, distribution in shown if label in FRAMEWORKS}
    return found


def comparable(tests: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tests without lines that only report one machine's figures."""
    return [{**test, "output": [line for line in test["output"] if not line.startswith(MEASURED)]} for test in tests]


class Proof:
    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.mode: str = config.getoption("--proof")
        given = config.getoption("--proof-file")
        self.file = Path(given) if given else config.rootpath / "verified.json"
        self.postgresql = os.environ.get("EXAMPLES_DATABASE_URL", "").startswith("postgres")
        self.tests: dict[str, dict[str, dict[str, Any]]] = {}
        self.deselected: set[tuple[str, str]] = set()
        self.counts: dict[str, list[int]] = {}
        self.failed = False
        self.differences: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the PostgreSQL-only tests to the run on PostgreSQL, and remember that they are left."""
        kept = []
        for item in items:
            if item.get_closest_marker("postgresql") and not self.postgresql:
                self.deselected.add((self.key(item), item.name))
            else:
                kept.append(item)
        items[:] = kept

    def key(self, item: pytest.Item) -> str:
        return item.path.relative_to(self.file.parent).as_posix()

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Iterator[None]:
        outcome: Any = yield
        report = outcome.get_result()
        if report.failed or report.skipped:
            self.failed = True
        if report.when == "call" and report.passed:
            printed = [line.rstrip() for line in report.capstdout.splitlines()]
            test: dict[str, Any] = {"name": item.name, "output": printed}
            if item.nodeid in self.counts:
                test["queries"] = self.counts[item.nodeid]
            if item.get_closest_marker("postgresql"):
                test["postgresql"] = True
            self.tests.setdefault(self.key(item), {})[item.name] = test

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.mode == "off" or self.failed or session.config.option.collectonly:
            return
        known: dict[str, Any] = json.loads(self.file.read_text()) if self.file.exists() else {}
        for key, by_name in sorted(self.tests.items()):
            self.settle(known, key, by_name)
        if self.mode == "write":
            kept = {key: known[key] for key in sorted(known) if (self.file.parent / key).exists()}
            self.file.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        elif self.differences:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def settle(self, known: dict[str, Any], key: str, by_name: dict[str, dict[str, Any]]) -> None:
        """Compare one file's run with its record, or put the run in its place."""
        source = (self.file.parent / key).read_text()
        record = known.get(key, {"tests": []})
        left = {name for file, name in self.deselected if file == key}
        recorded = {test["name"]: test for test in record["tests"]}
        names = [*by_name, *(name for name in recorded if name in left)]
        names.sort(key=lambda name: source.find(f"def {name.partition('[')[0]}("))
        now: dict[str, Any] = {
            "sha256": hashlib.sha256(source.encode()).hexdigest(),
            "versions": versions_for(source),
            "tests": [by_name.get(name) or recorded[name] for name in names],
        }
        if self.postgresql and any(test.get("postgresql") for test in now["tests"]):
            now["versions"]["PostgreSQL"] = postgresql_version()
        elif "PostgreSQL" in record.get("versions", {}):
            now["versions"]["PostgreSQL"] = record["versions"]["PostgreSQL"]
        same = all(now[part] == record.get(part) for part in ("sha256", "versions"))
        if same and left <= recorded.keys() and comparable(now["tests"]) == comparable(record["tests"]):
            return
        if self.mode == "check":
            self.differences.append(f"{key}: what ran differs from the record; look, then run with --proof write")
            for before, after in zip(comparable(record["tests"]), comparable(now["tests"]), strict=False):
                if before != after:
                    self.differences.append(f"  recorded {before}\n  ran      {after}")
            return
        known[key] = now | {"ran_on": datetime.now(UTC).date().isoformat()}

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        for line in self.differences:
            terminalreporter.write_line(line, red=True)
        if self.deselected:
            terminalreporter.write_line(
                f"{len(self.deselected)} tests need PostgreSQL and are left to that run: set EXAMPLES_DATABASE_URL"
            )

    @contextmanager
    def counted(self, nodeid: str, number: int, assertion: Any) -> Iterator[Any]:
        with assertion as captured:
            yield captured
        self.counts.setdefault(nodeid, []).append(number)


def postgresql_version() -> str:
    with psycopg.connect(os.environ["EXAMPLES_DATABASE_URL"]) as connection:
        return str(connection.info.server_version // 10_000)
