"""Numbers of this room for whoever watches the instance; `telemetry` finds this module by its name."""

from collections.abc import Iterator

from jobfutures.checks.models import Attempt
from jobfutures.telemetry.gauging import Gauge, by_label


def gauges() -> Iterator[Gauge]:
    ended = Attempt.objects.exclude(finished_at=None).count()
    states = (("open", Attempt.objects.filter(finished_at=None).count()), ("ended", ended))
    yield by_label("jobfutures_checks", "Skill checks that were begun, by what became of them.", "state", states)
