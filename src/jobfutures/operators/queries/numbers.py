"""The numbers that matter, as pictures: of hours, of days, of weeks."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime

from jobfutures.operators.models import Day
from jobfutures.operators.rules.numbers import Picture, drawn, monday
from jobfutures.telemetry.models import Hour
from jobfutures.telemetry.rules import quantile_ms

HOURS, DAYS, WEEKS = 48, 30, 26
BY_DAY = ("operators.queue_age_s", "exercises.wait_s", "notices.failed", "operators.disk_used_percent")
BY_WEEK = (  # name, whether it counts people, how days become a week
    ("accounts.signups", True, sum), ("accounts.active", True, max), ("checks.begun", True, sum),
    ("checks.ended", True, sum), ("hiring.applications", True, sum),
)  # fmt: skip


def pictures(at: datetime) -> list[Picture]:
    return [*of_hours(at), *of_days(at), *of_weeks(at)]


def of_hours(at: datetime) -> list[Picture]:
    """Return requests, the time that 95 of 100 stayed below, and failures, hour by hour. One query."""
    last = at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    hours = [last - timedelta(hours=back) for back in reversed(range(HOURS))]
    counted: dict[datetime, dict[int, int]] = {}
    failed: dict[datetime, int] = {}
    for row in Hour.objects.since(hours[0]).in_order():
        counted.setdefault(row.hour, {})[row.up_to_ms] = row.number
        failed[row.hour] = failed.get(row.hour, 0) + row.failed
    labels = [date_format(localtime(hour), "j M H:i") for hour in hours]
    numbers = [float(sum(counted[hour].values())) if hour in counted else None for hour in hours]
    slow = [quantile_ms(counted.get(hour, {}), 0.95) for hour in hours]
    broken = [float(failed[hour]) if hour in failed else None for hour in hours]
    return [
        drawn(key, list(zip(labels, values, strict=True)))
        for key, values in (("requests", numbers), ("p95_ms", slow), ("failed", broken))
    ]


def values_since(day: date) -> dict[tuple[str, date], float]:
    return {(row.name, row.day): row.value for row in Day.objects.since(day).in_order()}


def of_days(at: datetime) -> list[Picture]:
    today = at.astimezone(UTC).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    known = values_since(days[0])
    return [drawn(name, [(date_format(day, "j M"), known.get((name, day))) for day in days]) for name in BY_DAY]


def of_weeks(at: datetime) -> list[Picture]:
    first = monday(at.astimezone(UTC).date()) - timedelta(weeks=WEEKS - 1)
    known = values_since(first)
    weeks = [first + timedelta(weeks=number) for number in range(WEEKS)]
    found = [
        drawn(name, [(date_format(week, "j M"), of_week(known, name, week, join)) for week in weeks], of_people=people)
        for name, people, join in BY_WEEK
    ]
    return [
        *found,
        drawn("hiring.answer_days", [(date_format(week, "j M"), days_to_answer(known, week)) for week in weeks]),
    ]


def of_week(
    known: dict[tuple[str, date], float], name: str, week: date, join: Callable[[list[float]], float]
) -> float | None:
    days = [known[name, day] for number in range(7) if (name, day := week + timedelta(days=number)) in known]
    return join(days) if days else None


def days_to_answer(known: dict[tuple[str, date], float], week: date) -> float | None:
    """Return the mean of the days to a first answer; None under five answers, which could point at one company."""
    answered = of_week(known, "hiring.answered", week, sum) or 0
    waited = of_week(known, "hiring.answered_after_days", week, sum) or 0
    return round(waited / answered, 1) if answered >= 5 else None
