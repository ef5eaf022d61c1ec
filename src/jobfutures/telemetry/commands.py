"""Forgets what telemetry need not keep."""

from datetime import timedelta

from django.tasks import task
from django.utils import timezone

from jobfutures.telemetry.models import Hour, Origin

ORIGINS_KEPT = timedelta(days=30)  # as long as ended tasks
HOURS_KEPT = timedelta(days=400)


@task
def prune_telemetry() -> None:
    """Safe to repeat."""
    now = timezone.now()
    Origin.objects.all().before(now - ORIGINS_KEPT).delete()
    Hour.objects.all().before(now - HOURS_KEPT).delete()
