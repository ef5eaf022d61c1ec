"""What this room counts of a day; `operators` finds this module by its name."""

from datetime import datetime

from jobfutures.checks.models import Attempt


def of_day(begin: datetime, end: datetime) -> dict[str, float]:
    return {
        "begun": Attempt.objects.filter(started_at__gte=begin, started_at__lt=end).count(),
        "ended": Attempt.objects.filter(finished_at__gte=begin, finished_at__lt=end).count(),
    }
