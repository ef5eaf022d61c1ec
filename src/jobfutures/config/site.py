"""Sets Django up and imports the site: once in `serve`, for every role that is forked from it."""

import gc
import os
from importlib import import_module

from jobfutures.config import datafolder
from jobfutures.config.environment import Environment
from jobfutures.runner.memory import make_immortal

# What a role would import at its first piece of work, each in memory of its own.
AT_WORK = (
    "jobfutures.config.worker",
    "django_ox.management.commands.ox_worker",
    "granian.wsgi",
    "granian.server",
    "sqlite3",
)


def prepare() -> None:
    """Read the settings and set Django up. Raises WrongSetting or FolderRefused."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jobfutures.config.settings")
    datafolder.prepare(Environment().folder("DATA", "data"))
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
    """Import the application, which needs the static files, and make ready for forks: they share what is there now.

    A fork copies a page when it writes to it, and to count a reference is to write: of 60 MiB each copied 20 so.
    """
    import_module("jobfutures.config.wsgi")
    gc.unfreeze()
    make_immortal()
    gc.freeze()
