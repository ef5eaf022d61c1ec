"""Runs one program as `__main__` and says how it ended, in the same words in the sandbox and in a reader's browser.

No part of the site: it is handed over as text, with the project of the guide and the program. In the sandbox and in a
browser it stands under the name `run_example`, by which they ask for what runs an entry file.
"""

import ast
import atexit
import functools
import gc
import importlib
import importlib.util
import io
import os
import sqlite3
import sys
import threading
import traceback
import types
import warnings
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import NamedTuple

PLUGINS = {"fixtures_django": {"django", "rest_framework", "shop"}}  # what is imported, where tables are needed for it
PREPARED: list[sqlite3.Connection] = []  # a copy of the database as it is before a program runs
HAS_PROCESSES = sys.platform != "emscripten"  # so that each run has one of its own, and leaves nothing behind
WARM_UP = (
    "import asyncio, concurrent.futures, dataclasses, json, logging, queue, threading, unittest.mock, zoneinfo",
    "import http.client, http.server, urllib.request",
    "import pydantic, fastapi, fastapi.testclient, starlette.middleware",
    "import pytest",
    """
from counting import queries
from django.db import transaction
from shop.models import Order
import rest_framework.serializers, rest_framework.views
with queries(), transaction.atomic():
    list(Order.objects.select_related("customer").prefetch_related("lines"))
""",
    """
from counting import queries
from shop_sqlalchemy import Base, Order
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.pool import StaticPool
engine = create_engine("sqlite://", poolclass=StaticPool)
Base.metadata.create_all(engine)
with queries(engine), Session(engine) as session:
    session.scalars(select(Order).options(joinedload(Order.customer), selectinload(Order.lines))).all()
engine.dispose()
""",
)


class Ended(NamedTuple):
    """exception: the class as a traceback prints it, or "" for none.  line: of the program; 0 where none raised.
    traceback: what Python says of it, without the frames of libraries.
    """

    exception: str = ""
    line: int = 0
    traceback: str = ""

    def __str__(self) -> str:
        if not self.exception:
            return "It ended without an exception."
        return f"It ended with {self.exception}" + (f", in line {self.line}." if self.line else ".")


@functools.cache  # asked before a process is forked, and again in it
def imported(source: str) -> frozenset[str]:
    """Return the first words of what a source imports; nothing where it is no Python."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return frozenset()
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return frozenset(name.partition(".")[0] for name in names)


def make_tables() -> None:
    """Set Django up and make its tables for all runs to come in this process, and in those forked from it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    importlib.import_module("django").setup()
    importlib.import_module("django.test.utils").setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    copy = sqlite3.connect(":memory:")
    importlib.import_module("django.db").connection.connection.backup(copy)
    PREPARED.append(copy)


def put_back() -> None:
    """Leave the tables as they were before the program ran."""
    connection = importlib.import_module("django.db").connection
    connection.connection.rollback()
    PREPARED[0].backup(connection.connection)
    connection.set_autocommit(True)


def warm() -> None:
    """Import what programs use, as far as this guide's project has it, once: every run is forked from this process."""
    if importlib.util.find_spec("settings"):
        make_tables()
    for source in WARM_UP:
        warm_with(source)


def warm_standard() -> None:
    """Import what programs use of the standard library."""
    warm_with(WARM_UP[0])


def warm_with(source: str) -> None:
    with redirect_stdout(io.StringIO()), suppress(ImportError):
        exec(compile(source, "warm_up", "exec"), {"__name__": "warm_up"})  # noqa: S102 - it stands above


def run(entry: str) -> Ended:
    """Run a program to its very end: threads, exit functions, and what its objects do when they go."""
    source = Path(entry).read_text(encoding="utf-8")
    if imported(source) & PLUGINS["fixtures_django"] and not PREPARED:
        make_tables()
    module = types.ModuleType("__main__")
    module.__file__ = entry
    mine, sys.modules["__main__"], sys.argv = sys.modules["__main__"], module, [entry]
    if HAS_PROCESSES:
        atexit._clear()
    try:
        with warnings.catch_warnings():
            for category in (DeprecationWarning, PendingDeprecationWarning):
                warnings.simplefilter("error", category)
            ended = run_in(module, source, entry)
            finish(module)
    finally:
        sys.modules["__main__"] = mine
        if PREPARED and not HAS_PROCESSES:
            put_back()
    return ended


def run_in(module: types.ModuleType, source: str, entry: str) -> Ended:
    try:
        exec(compile(source, entry, "exec", dont_inherit=True), module.__dict__)  # noqa: S102 - this is what it is for
    except SystemExit as end:
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException as error:  # noqa: BLE001 - shown to the person, as Python shows it
        shown = traceback.TracebackException.from_exception(error)
        keep_own(shown, entry)
        frames = traceback.walk_tb(error.__traceback__)
        lines = [number for frame, number in frames if frame.f_code.co_filename == entry]
        return Ended(
            str(shown.exc_type_str),
            lines[-1] if lines else getattr(error, "lineno", None) or 0,
            "".join(shown.format()),
        )
    return Ended()


def keep_own(shown: traceback.TracebackException, entry: str) -> None:
    """Leave only the frames of the program in a traceback, and in those that belong to it."""
    shown.stack[:] = [frame for frame in shown.stack if frame.filename == entry]
    for other in (shown.__cause__, shown.__context__, *(shown.exceptions or ())):
        if other is not None:
            keep_own(other, entry)


def finish(module: types.ModuleType) -> None:
    """Do what the interpreter does at its end: threads, exit functions, then the names of the program go."""
    if HAS_PROCESSES:
        for end in (threading._shutdown, atexit._run_exitfuncs):  # type: ignore[attr-defined]
            with suppress(BaseException):
                end()
    for name in [name for name in module.__dict__ if not name.startswith("__")]:
        module.__dict__[name] = None
    gc.collect()
    sys.stdout.flush()


def main(entry: str) -> int:
    """Run a program and say how it ended; return 0 where nothing was raised, else 1."""
    ended = run(entry)
    sys.stderr.write(f"{ended.traceback}{ended}\n")
    sys.stderr.flush()
    return 1 if ended.exception else 0
