"""Numbers of this room for whoever watches the instance; `telemetry` finds this module by its name."""

from collections.abc import Iterator

from django.utils import timezone

from jobfutures.notices.models import Letter
from jobfutures.notices.queries.outbox import failed_tasks, oldest_waiting
from jobfutures.telemetry.gauging import Gauge, one


def gauges() -> Iterator[Gauge]:
    oldest = oldest_waiting()
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    yield one("jobfutures_mail_waiting", "Letters that are not sent yet.", Letter.objects.waiting().count())
    yield one("jobfutures_mail_oldest_seconds", "Age of the oldest letter that is not sent yet; 0 without one.", age)
    yield one("jobfutures_mail_given_up", "Letters that nobody tries to send any more.", failed_tasks().count())
