"""What the front page shows of every station: its last day on a chart, and three numbers."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Max, Prefetch

from stations.formats import degrees, time_text
from stations.models import Reading, Station

POINTS = 24  # of the chart: the last ones of each station, oldest first


def overview() -> list[dict[str, Any]]:
    """Return all stations by name. The database counts and picks; only what is shown comes over."""
    newest = Reading.objects.aggregate(at=Max("taken_at"))["at"]
    day = Reading.objects.order_by("-taken_at", "-pk")
    if newest:
        day = day.filter(taken_at__gt=newest - timedelta(hours=POINTS))
    last = Prefetch("readings", day, to_attr="last_readings")
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
        "points": [point(reading) for reading in reversed(station.last_readings[:POINTS])],
    }


def point(reading: Reading) -> dict[str, str]:
    return {"at": time_text(reading.taken_at), "degrees": degrees(reading.tenths)}
