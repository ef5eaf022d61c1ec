"""Numbers of this room for whoever watches the instance; `telemetry` finds this module by its name."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime

from django.db.models import Min
from django.utils import timezone

from jobfutures.jobs.models import Change, Job
from jobfutures.jobs.queries.searching import job_index
from jobfutures.telemetry.gauging import Gauge, one


def gauges() -> Iterator[Gauge]:
    text = "Time since the oldest change that this host's index of postings does not show yet; 0 when it shows all."
    yield one("jobfutures_postings_index_lag_seconds", text, lag_s(timezone.now()))
    yield one("jobfutures_postings_to_review", "Postings that wait for an operator.", Job.objects.queue().count())


def lag_s(at: datetime) -> float:
    written = datetime.fromtimestamp(0, UTC)
    with suppress(OSError):
        written = datetime.fromtimestamp(job_index().stamp.stat().st_mtime, UTC)
    oldest = Change.objects.filter(at__gt=written).aggregate(at=Min("at"))["at"]
    return max(0.0, (at - oldest).total_seconds()) if oldest else 0.0
