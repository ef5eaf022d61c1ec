"""What the front page shows of every station: its last day on a chart, and three numbers."""

from typing import Any

from django.db.models import Count, Max

from stations.formats import degrees, time_text
from stations.models import Reading, Station

POINTS = 24  # of the chart: the last ones of each station, oldest first


def overview() -> list[dict[str, Any]]:
    """Return all stations by name."""
    return [described(station) for station in Station.objects.select_related("keeper").order_by("name")]


def described(station: Station) -> dict[str, Any]:
    last = station.readings.order_by("-taken_at", "-pk")[:POINTS]
    sums = station.readings.aggregate(number=Count("id"), warmest=Max("tenths"))
    return {
        "id": station.pk,
        "name": station.name,
        "keeper": station.keeper.name,
        "readings": sums["number"],
        "warmest": None if sums["warmest"] is None else degrees(sums["warmest"]),
        "points": [point(reading) for reading in reversed(last)],
    }


def point(reading: Reading) -> dict[str, str]:
    return {"at": time_text(reading.taken_at), "degrees": degrees(reading.tenths)}
