"""The API as a whole: every room of version 1 under one root."""

import pkgutil
from functools import cache
from importlib import import_module
from typing import Any

from ninja import NinjaAPI

from jobfutures.api import v1
from jobfutures.api.errors import answer_to
from jobfutures.api.operations import Room
from jobfutures.api.parsing import StrictParser

VERSION = "1.0.0"


def rooms() -> list[Room]:
    """Return the rooms of version 1, by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(v1.__path__))
    found = [getattr(import_module(f"{v1.__name__}.{name}"), "room", None) for name in names]
    return [room for room in found if room is not None]


@cache
def api() -> NinjaAPI:
    made = NinjaAPI(
        title="JobFutures", version=VERSION, urls_namespace="v1", openapi_url=None, docs_url=None, parser=StrictParser()
    )
    for kind in (Exception, *made._exception_handlers):
        made.add_exception_handler(kind, answer_to)
    for room in rooms():
        made.add_router("", room.router)
    return made


def urls() -> Any:
    return api().urls
