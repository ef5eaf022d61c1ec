"""What this room counts of a day; `operators` finds this module by its name."""

from datetime import datetime

from jobfutures.hiring.models import Application


def of_day(begin: datetime, end: datetime) -> dict[str, float]:
    """Return applications sent, first answers given, and the days that went by before those, added up."""
    answers = Application.objects.filter(first_reply_at__gte=begin, first_reply_at__lt=end, submitted_at__isnull=False)
    times = answers.values_list("submitted_at", "first_reply_at")
    waits = [(reply - sent).total_seconds() / 86_400 for sent, reply in times if sent and reply]
    return {
        "applications": Application.objects.filter(submitted_at__gte=begin, submitted_at__lt=end).count(),
        "answered": len(waits),
        "answered_after_days": sum(waits),
    }
