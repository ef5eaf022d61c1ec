"""Sets Django up and imports the site: once in `serve`, for every role that is forked from it."""

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from jobfutures.config import datafolder
from jobfutures.config.environment import Environment
from jobfutures.runner.memory import give_back, make_immortal

# What a role would import at its first piece of work, each in memory of its own.
AT_WORK = (
    "jobfutures.config.worker",
    "django_ox.management.commands.ox_worker",
    "granian.wsgi",
    "granian.server",
    "sqlite3",
)


def prepare(*, restoring: bool = False) -> None:
    """Read the settings and set Django up. Raises WrongSetting or FolderRefused, also in a folder that was half
    restored, unless we are `restoring` it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
    folder = Environment().folder("DATA", "data")
    datafolder.prepare(folder)
    counted = os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(folder / "metrics"))  # read with the counters
    Path(counted).mkdir(mode=0o700, parents=True, exist_ok=True)  # a page that any command renders is counted
    if not restoring:
        datafolder.refuse_half_restored(folder)
    import django

    django.setup()
    from jobfutures.config.logs import configure

    configure()


def import_pages() -> None:
    """Import every page; none of it asks the database or needs the static files."""
    from django.urls import get_resolver

    _ = get_resolver().reverse_dict  # asked for, it reads every address of every room
    for name in AT_WORK:
        import_module(name)


def import_application() -> None:
    """Import the application, which needs database and static files, and make ready for forks: they share it.

    A fork copies a page of memory when it writes to it. To count a reference is to write, and so is to run code for
    the first time: of 60 MiB each web worker copied 20 so.
    """
    import_module("jobfutures.config.wsgi")
    prepare_counters()
    rehearse()
    gc.collect()
    gc.unfreeze()
    give_back()
    make_immortal()
    gc.freeze()
    gc.enable()


def prepare_counters() -> None:
    """Make the folder in which all processes of this host count; a fork counts in files of its own."""
    from jobfutures.telemetry import exposition

    exposition.prepare(Path(os.environ[exposition.FOLDER]))


def nobody(_status: str, _headers: list[tuple[str, str]], _error: object = None, /) -> Callable[[bytes], object]:
    """Take the head of an answer that nobody reads."""
    return lambda _body: None


def rehearse() -> None:
    """Do once what every role does at first, and leave no connection and no thread behind."""
    from django.conf import settings
    from django.db import connections

    from jobfutures.config.wsgi import application
    from jobfutures.runner.client import Client
    from jobfutures.telemetry.middleware import REHEARSAL

    environ: dict[str, Any] = {}
    setup_testing_defaults(environ)
    environ |= {REHEARSAL: True, "HTTP_HOST": urlsplit(settings.SITE_ADDRESS).netloc, "QUERY_STRING": ""}
    for _ in range(2):
        with suppress(Exception):  # it was logged, and whoever asks for the page will see it
            application(environ | {"wsgi.input": BytesIO()}, nobody)
    Client(settings.RUNNERS, settings.RUNNER_KEYS).close()
    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(
            connection, "close_pool", None
        ):  # of PostgreSQL: a fork would have it without its threads
            close_pool()
