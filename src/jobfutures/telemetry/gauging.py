"""Numbers that are read when somebody asks for them: each room says its own, in a module `gauges`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import structlog
from django.db import DatabaseError

from jobfutures.kit.rooms import modules

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Gauge:
    """One number, or one for each of a few known values of its labels."""

    name: str
    text: str
    samples: tuple[tuple[dict[str, str], float], ...]


def one(name: str, text: str, value: float | None) -> Gauge:
    """Return a gauge without labels; without a value where there is nothing to measure."""
    return Gauge(name, text, () if value is None else (({}, float(value)),))


def by_label(name: str, text: str, label: str, values: Iterable[tuple[str, float]]) -> Gauge:
    return Gauge(name, text, tuple(({label: value}, float(number)) for value, number in values))


def all_gauges() -> Iterator[Gauge]:
    """Yield every room's gauges; a room that cannot tell now is named in jobfutures_gauges_failed."""
    sources = [(room, module.gauges) for room, module in modules("gauges")]
    failed = []
    for room, source in sources:
        try:
            yield from list(source())
        except (DatabaseError, OSError, ValueError):
            log.exception("gauges not read", room=room)
            failed.append(room)
    text = "Rooms whose numbers could not be read just now."
    yield by_label("jobfutures_gauges_failed", text, "room", [(room, room in failed) for room, _ in sources])
