"""What runs here, and how the queue of tasks does; `gauging` finds this module by its name."""

import platform
from collections.abc import Iterator
from importlib.metadata import version

import django
from django.db import connection
from django_ox.metrics import collect as queue_families

from jobfutures.telemetry.gauging import Gauge


def gauges() -> Iterator[Gauge]:
    yield build()
    for family in queue_families():
        yield Gauge(family.name, family.help, family.samples)


def build() -> Gauge:
    facts = {
        "version": version("jobfutures"),
        "python": platform.python_version(),
        "django": django.get_version(),
        "database": connection.vendor,
    }
    return Gauge("jobfutures_build_info", "What runs here; always 1.", ((facts, 1.0),))
