"""Makes Pyodide a place where an example runs as it does in the sandbox. No part of the site: it is sent as text.

A browser's Python has one thread, no time zones, and an event loop that belongs to the page. `asyncio.run` gets a loop
here that sleeps in this worker; what needs a second thread or process is refused by Python itself, in its own words.
"""

import asyncio
import gc
import importlib
import os
import struct
import sys
import time
import warnings
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ZONES = Path("/zones")
UTC = (
    b"TZif2" + bytes(15) + struct.pack(">6L", 0, 0, 0, 0, 1, 4) + bytes(6) + b"UTC\0"
)  # RFC 9636, one of its two parts


class Sleeping:
    """A selector without files: to wait is to sleep."""

    def select(self, timeout: float | None) -> list[Any]:
        if timeout is None:
            raise RuntimeError(
                "everything here waits for something that cannot come: there is no thread and no network"
            )
        time.sleep(timeout)
        return []


class WorkerLoop(asyncio.BaseEventLoop):
    def __init__(self, selector: Any = None) -> None:
        super().__init__()
        self._selector = selector or Sleeping()

    def _process_events(self, event_list: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody sleeps in another thread who would have to be woken."""


class WorkerLoops(asyncio.events._BaseDefaultEventLoopPolicy):  # type: ignore[name-defined,misc]  # what asyncio.run asks
    _loop_factory = WorkerLoop


def prepare(files: dict[str, str]) -> None:
    """Write what stands beside every example, into the folder in which examples run."""
    ZONES.mkdir(exist_ok=True)
    (ZONES / "UTC").write_bytes(UTC * 2 + b"\nUTC0\n")
    zoneinfo.reset_tzpath([ZONES])
    box = Path("/box")
    for name, text in files.items():
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_text(text, encoding="utf-8")
    os.chdir(box)
    for name in ("EventLoop", "SelectorEventLoop"):  # the real ones want sockets
        setattr(asyncio, name, WorkerLoop)
    with warnings.catch_warnings(action="ignore"):
        asyncio.set_event_loop_policy(WorkerLoops())


def run(entry: str, source: str) -> int:
    """Run one example; return 0 where its tests passed. Nothing that it leaves behind reaches the next one."""
    Path(entry).write_text(source, encoding="utf-8")
    run_example = importlib.import_module("run_example")
    with alone():
        if not run_example.PREPARED and run_example.imported(source) & run_example.PLUGINS["fixtures_django"]:
            run_example.make_tables()
        before = tables() if run_example.PREPARED else []
        gc.collect()
        gc.freeze()  # pytest collects garbage at its end, and need not look at what was there before
        with as_it_was():
            code = int(run_example.main(entry))
        if run_example.PREPARED and tables() != before:
            run_example.PREPARED.clear()
            importlib.import_module("django.db").connections.close_all()  # the database lives as long as its connection
    return code


def tables() -> list[str]:
    connection = importlib.import_module("django.db").connection
    return sorted(connection.introspection.table_names())


@contextmanager
def alone() -> Iterator[None]:
    """Let no event loop seem to run while an example does: the worker waits for it, and for nothing else."""
    waiting = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(waiting)


@contextmanager
def as_it_was() -> Iterator[None]:
    """Forget the module, the models and the variables of an example once it has run."""
    environment = dict(os.environ)
    apps = sys.modules.get("django.apps")
    models = {label: dict(known) for label, known in apps.apps.all_models.items()} if apps else {}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(environment)
        for name in [name for name in sys.modules if name.startswith("test_")]:
            del sys.modules[name]
        if apps:
            for label, known in apps.apps.all_models.items():
                known.clear()
                known.update(models.get(label, {}))
            apps.apps.clear_cache()
