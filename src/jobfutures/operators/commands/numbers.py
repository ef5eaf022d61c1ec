"""Counts the days: once an hour today and yesterday are counted anew, so that a day is whole soon after it ended."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django_ox.metrics import collect as queue_families

from jobfutures.kit.rooms import modules
from jobfutures.operators.models import Day
from jobfutures.operators.rules.numbers import monday

KEPT = timedelta(days=800)


@task
def count_days() -> None:
    """Safe to repeat: what is counted for a day takes the place of what was counted before."""
    now = timezone.now()
    for day in (now.astimezone(UTC).date() - timedelta(days=1), now.astimezone(UTC).date()):
        keep_day(day=day)
    keep_state(at=now)
    Day.objects.filter(day__lt=(now - KEPT).date()).delete()


@transaction.atomic
def keep_day(*, day: date) -> None:
    """Write down what each room counts for one day: its `counted.of_day(begin, end)`."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for room, module in modules("counted"):
        for name, value in module.of_day(begin, begin + timedelta(days=1)).items():
            Day.objects.update_or_create(day=day, name=f"{room}.{name}", defaults={"value": float(value)})


@transaction.atomic
def keep_state(*, at: datetime) -> None:
    """Write down what can only be seen now, each as the most that was seen in its day; people as those of the week."""
    today = at.astimezone(UTC).date()
    seen = [(today, name, value) for name, value in states_now()]
    week = datetime.combine(monday(today), datetime.min.time(), tzinfo=UTC)
    for room, module in modules("counted"):
        if hasattr(module, "active_since"):
            seen.append((monday(today), f"{room}.active", float(module.active_since(week))))
    for day, name, value in seen:
        row, is_new = Day.objects.get_or_create(day=day, name=name, defaults={"value": value})
        if not is_new and value > row.value:
            Day.objects.filter(day=day, name=name).update(value=value)


def states_now() -> Iterator[tuple[str, float]]:
    usage = shutil.disk_usage(settings.DATA)
    yield "operators.disk_used_percent", round(100 * usage.used / usage.total, 1)
    families = {family.name: family for family in queue_families()}
    ages = [value for _labels, value in families["django_ox_oldest_ready_age_seconds"].samples]
    yield "operators.queue_age_s", round(max(ages, default=0.0), 1)
