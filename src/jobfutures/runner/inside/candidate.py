"""What every way of serving a candidate's program shares: the line to its database, its import, the traceback of its
own frames."""

import importlib
import os
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from jobfutures.runner.inside import program, remote

APP_CHANNEL, DATABASE_CHANNEL = 0, 1
REMOTE_ENGINE = "jobfutures.runner.inside.django_remote"


def open_up(request: dict[str, Any], channels: list[int]) -> socket.socket:
    """Open streams and the line to the database; return the channel to the grader."""
    program.open_streams()
    program.show_lines_at_once()  # a candidate is ended by us in the middle of its life
    if len(channels) > DATABASE_CHANNEL:
        remote.open_line(socket.socket(fileno=channels[DATABASE_CHANNEL]))
        os.environ["DATABASE_URL"] = "sqlite+remote://"
        if "sqlalchemy" in sys.modules:
            from jobfutures.runner.inside import sqlalchemy_remote  # noqa: PLC0415 - only where the image has SQLAlchemy

            sqlalchemy_remote.install()
    os.environ["WORKER"] = str(request["worker"])
    return socket.socket(fileno=channels[APP_CHANNEL])


def load(place: str, *, has_database: bool) -> Any:
    """Import `package.module:attribute` (or a module) of the candidate, with Django's database led to ours."""
    module_name, _, attribute = place.partition(":")
    if os.environ.get("DJANGO_SETTINGS_MODULE") or Path("manage.py").exists():
        prepare_django(has_database=has_database)
    module = importlib.import_module(module_name)
    if "django" in sys.modules and os.environ.get("DJANGO_SETTINGS_MODULE"):
        import_urls()
    return getattr(module, attribute) if attribute else module


def import_urls() -> None:
    """Import the candidate's addresses now: an error in them is theirs to see at once, not a 500 at the first
    request."""
    from django.conf import settings  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    if getattr(settings, "ROOT_URLCONF", None):
        list(get_resolver().url_patterns)


def prepare_django(*, has_database: bool) -> None:
    """Set Django up with the candidate's settings, apart from where the database is and how errors come out."""
    import django  # noqa: PLC0415 - other frameworks do without
    from django.conf import settings  # noqa: PLC0415

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    if has_database:
        settings.DATABASES = {"default": {"ENGINE": REMOTE_ENGINE, "NAME": "run"}}
    settings.DEBUG = False  # its query log would ask the database once more for every statement
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True
    settings.ALLOWED_HOSTS = ["*"]
    django.setup()


def show(error: BaseException) -> None:
    """Print a traceback of the candidate's own frames to standard error."""
    here = str(Path.cwd())
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(here)]
    for frame in frames:
        frame.filename = str(Path(frame.filename).relative_to(here))
    lines = ["Traceback (your own code):\n", *traceback.format_list(frames), *traceback.format_exception_only(error)]
    sys.stderr.write("".join(lines))
    sys.stderr.flush()
