"""Numbers of this room for whoever watches the instance; `telemetry` finds this module by its name."""

from collections.abc import Iterator

from django.db.models import Min
from django.utils import timezone

from jobfutures.exercises.models import Attempt
from jobfutures.exercises.runners import ask
from jobfutures.guide.running import runners
from jobfutures.telemetry.gauging import Gauge, by_label, one


def gauges() -> Iterator[Gauge]:
    """Runners are told apart by their place in the setting, never by their address."""
    unjudged = Attempt.objects.unjudged()
    oldest = unjudged.aggregate(at=Min("submitted_at"))["at"]
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    yield one("jobfutures_attempts_waiting", "Attempts without a verdict.", unjudged.count())
    yield one("jobfutures_attempts_oldest_seconds", "Age of the oldest attempt without a verdict; 0 without one.", age)
    faulty = Attempt.objects.faulty().count()
    yield one("jobfutures_attempts_not_judged", "Attempts that faults of ours left without a verdict.", faulty)
    told = [(str(number), ask(host)) for number, host in enumerate(runners().client.hosts)]
    ready = [(number, host.is_ready) for number, host in told]
    yield by_label("jobfutures_runner_up", "Whether a runner takes jobs.", "runner", ready)
    places = [(number, host.at_once) for number, host in told]
    yield by_label("jobfutures_runner_places", "Jobs that a runner runs at once.", "runner", places)
    waiting = [(number, sum(jobs for _lane, jobs in host.waiting)) for number, host in told]
    yield by_label("jobfutures_runner_waiting", "Jobs that wait at a runner for a place.", "runner", waiting)
