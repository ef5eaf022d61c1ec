"""Finds what each room declares for the whole house: a module of an agreed name, with functions of agreed names.

The rooms and their order stand in the settings, so that a lower room may ask all rooms without importing any above it.
"""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.conf import settings


@cache
def modules(name: str) -> tuple[tuple[str, ModuleType], ...]:
    """Return (room, module) for every room that has a module `name`, from the lowest floor up; looked for once."""
    paths = {room: f"jobfutures.{room}.{name}" for room in settings.ROOMS}
    return tuple((room, import_module(path)) for room, path in paths.items() if find_spec(path))


@dataclass(frozen=True)
class Onward:
    """One link for somebody who has read about an area. line: a few words on what it is."""

    title: str
    address: str
    line: str


def onward(area_id: str) -> list[Onward]:
    """Collect what rooms offer on an area, from the lowest floor up: each `for_area(area_id)` of a module `onward`."""
    return [one for _, module in modules("onward") for one in module.for_area(area_id)]
