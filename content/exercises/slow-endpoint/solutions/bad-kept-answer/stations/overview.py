"""What the front page shows of every station: its last day on a chart, and three numbers."""

import time
from typing import Any

from django.db.models import Count, Max, Prefetch

from stations.formats import degrees, time_text
from stations.models import Reading, Station

POINTS = 24  # of the chart: the last ones of each station, oldest first


kept: list[tuple[float, list[dict[str, Any]]]] = []


def overview() -> list[dict[str, Any]]:
    """Return all stations by name, as they were at most a minute ago."""
    if not kept or time.monotonic() - kept[-1][0] > 60:
        kept.append((time.monotonic(), fetched()))
    return kept[-1][1]


def fetched() -> list[dict[str, Any]]:
    """Return all stations by name. The database counts and picks; only what is shown comes over."""
    last = Prefetch("readings", Reading.objects.order_by("-taken_at", "-pk")[:POINTS], to_attr="last_readings")
    stations = (
        Station.objects.select_related("keeper")
        .annotate(reading_count=Count("readings"), warmest=Max("readings__tenths"))
        .prefetch_related(last)
        .order_by("name")
    )
    return [described(station) for station in stations]


def described(station: Station) -> dict[str, Any]:
    return {
        "id": station.pk,
        "name": station.name,
        "keeper": station.keeper.name,
        "readings": station.reading_count,
        "warmest": None if station.warmest is None else degrees(station.warmest),
        "points": [point(reading) for reading in reversed(station.last_readings)],
    }


def point(reading: Reading) -> dict[str, str]:
    return {"at": time_text(reading.taken_at), "degrees": degrees(reading.tenths)}
