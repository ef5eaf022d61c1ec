"""What this room counts of a day; `operators` finds this module by its name."""

from datetime import datetime
from statistics import median

from jobfutures.exercises.models import Attempt

MOST_ROWS = 5000  # of one day are looked at: enough for the middle


def of_day(begin: datetime, end: datetime) -> dict[str, float]:
    """Return the seconds from an attempt's arrival to its verdict, without its run: the middle one of the day."""
    judged = Attempt.objects.judged().filter(submitted_at__gte=begin, submitted_at__lt=end, wall_ms__isnull=False)
    rows = judged.values_list("submitted_at", "finished_at", "wall_ms")[:MOST_ROWS]
    waits = [(done - sent).total_seconds() - ran / 1000 for sent, done, ran in rows if done and ran is not None]
    return {"wait_s": round(max(0.0, median(waits)), 2)} if waits else {}
