"""What this room counts of a day; `operators` finds this module by its name."""

from datetime import datetime

from jobfutures.notices.models import Letter
from jobfutures.notices.queries.outbox import failed_tasks


def of_day(begin: datetime, end: datetime) -> dict[str, float]:
    return {
        "sent": Letter.objects.filter(sent_at__gte=begin, sent_at__lt=end).count(),
        "failed": failed_tasks().filter(finished_at__gte=begin, finished_at__lt=end).count(),
    }
