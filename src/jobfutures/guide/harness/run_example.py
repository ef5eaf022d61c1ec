"""Runs one example and says what its tests did, in the same words in the sandbox and in a reader's browser.

No part of the site: it is handed over as text, with the project that the examples share and the example. Each test is
its name as a sentence, what it printed, and how it went.
"""

import ast
import importlib
import importlib.util
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

PYTEST = [
    "-p", "no:cacheprovider", "-p", "no:faulthandler", "-c", os.devnull, "--rootdir", ".", "--import-mode=importlib",
    "--capture=no", "--tb=short", "-W", "error",
]  # fmt: skip
# What is imported -> the plugins that bring its fixtures. Examples that import nothing of it start without.
PLUGINS = {
    "pytest_django.plugin": {"django", "rest_framework", "shop"},
    "fixtures_django": {"django", "rest_framework", "shop"},
    "fixtures_sqlalchemy": {"sqlalchemy", "shop_sqlalchemy"},
}
PREPARED: list[object] = []
NO_POSTGRESQL = "it needs PostgreSQL, which is not here"


class Indented:
    """A text stream whose lines are moved in, so that a reader sees which test printed them."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream
        self.at_start = True

    def write(self, text: str) -> int:
        for line in text.splitlines(keepends=True):
            self.stream.write(f"    {line}" if self.at_start and line.strip() else line)
            self.at_start = line.endswith("\n")
        self.stream.flush()
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


class Telling:
    """A plugin in place of pytest's terminal."""

    def __init__(self) -> None:
        self.stream = sys.stdout
        self.counts: list[int] = []
        self.ended = {"passed": 0, "failed": 0, "skipped": 0}

    def say(self, line: str) -> None:
        self.stream.write(f"{line}\n")
        self.stream.flush()

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.pluginmanager.unregister(name="terminalreporter")
        config.addinivalue_line("markers", "postgresql: runs only where the examples' database is PostgreSQL")
        config.pluginmanager.register(Counting(self.counts), "proof")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            if item.get_closest_marker("postgresql"):
                item.add_marker(pytest.mark.skip(reason=NO_POSTGRESQL))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.ended["failed"] += 1
            lines = report.longreprtext.splitlines()
            reason = [line for line in lines if line.startswith("E ")]  # without pytest's own way to a syntax error
            own = reason if "importtestmodule" in report.longreprtext else lines
            self.say("\n".join(own))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        self.say(sentence(item.name))
        self.counts.clear()
        streams = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = indented = Indented(self.stream)
        try:
            return (yield)
        finally:
            sys.stdout, sys.stderr = streams
            if not indented.at_start:
                self.say("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            counted = f", queries asserted: {', '.join(map(str, self.counts))}" if self.counts else ""
            self.settle("passed", f"passed{counted}")
        elif report.failed:
            self.settle(
                "failed",
                f"{report.longreprtext}\nfailed"
                if report.when == "call"
                else f"{report.longreprtext}\nfailed in {report.when}",
            )
        elif report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.settle("skipped", f"skipped: {reason.removeprefix('Skipped: ')}")

    def settle(self, how: str, text: str) -> None:
        self.ended[how] += 1
        sys.stdout.write(f"{text}\n")

    def pytest_sessionfinish(self) -> None:
        said = [f"{number} {how}" for how, number in self.ended.items() if number]
        self.say("\n" + (", ".join(said) or "There is no test: a test is a function whose name begins with test_."))


class Counting:
    """What the fixtures of the guide tell asserted counts, under the name `proof`."""

    def __init__(self, counts: list[int]) -> None:
        self.counts = counts

    @contextmanager
    def counted(self, _nodeid: str, number: int, assertion: Any) -> Iterator[Any]:
        with assertion as captured:
            yield captured
        self.counts.append(number)


def sentence(name: str) -> str:
    """Return test_a_list_is_shared[two] as the page says it: A list is shared: two."""
    function, _, case = name.removeprefix("test_").partition("[")
    words = function.replace("_", " ")
    return words[:1].upper() + words[1:] + (f": {case.removesuffix(']')}" if case else "")


def make_tables() -> None:
    """Set Django up and make its tables for all runs to come in this process, and in those forked from it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    importlib.import_module("django").setup()
    databases = importlib.import_module("django.test.utils")
    databases.setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    PREPARED.append(importlib.import_module("tables_made_before"))


def warm() -> None:
    """Import what examples use, as far as this guide's project has it, once: every run is forked from this process."""
    if is_there("settings"):
        make_tables()
    if is_there("warm_up"):
        with redirect_stdout(io.StringIO()):
            main(str(importlib.import_module("warm_up").__file__))


def is_there(name: str) -> bool:
    return importlib.util.find_spec(name.partition(".")[0]) is not None


def imported(source: str) -> set[str]:
    """Return the first words of what a source imports; nothing where it is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return set()
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in names}


def main(entry: str) -> int:
    """Run the tests of one file; return 0 where all passed or were skipped, else 1."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    plugins: list[object] = [Telling()]
    names = imported(Path(entry).read_text(encoding="utf-8"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    plugins += [
        importlib.import_module(name) for name, asked_by in PLUGINS.items() if names & asked_by and is_there(name)
    ]
    if names & PLUGINS["fixtures_django"]:
        plugins += PREPARED
    ended = pytest.main([*PYTEST, entry], plugins=plugins)
    return 0 if ended == pytest.ExitCode.OK else 1
