"""What the front page shows of every station: its last day on a chart, and three numbers."""

from typing import Any

from stations.formats import degrees, time_text
from stations.models import Reading, Station

POINTS = 24  # of the chart: the last ones of each station, oldest first


def overview() -> list[dict[str, Any]]:
    """Return all stations by name."""
    return [
        described(station)
        for station in Station.objects.select_related("keeper").prefetch_related("readings").order_by("name")
    ]


def described(station: Station) -> dict[str, Any]:
    readings = sorted(station.readings.all(), key=lambda reading: (reading.taken_at, reading.pk))
    points = [point(reading) for reading in readings]
    return {
        "id": station.pk,
        "name": station.name,
        "keeper": station.keeper.name,
        "readings": len(readings),
        "warmest": degrees(max(reading.tenths for reading in readings)) if readings else None,
        "points": points[-POINTS:],
    }


def point(reading: Reading) -> dict[str, str]:
    return {"at": time_text(reading.taken_at), "degrees": degrees(reading.tenths)}
