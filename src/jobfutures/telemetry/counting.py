"""Counts requests by hour in this process, and writes the counts to the database once a minute: the operator's pictures
look back for months, and no store of metrics is needed for them.

What a process counted since the last minute is lost when it ends: the pictures show the load, they do no accounts.
"""

import threading
from collections import Counter
from datetime import datetime

import structlog
from django.db import close_old_connections, transaction
from django.db.models import F
from django.utils import timezone

from jobfutures.telemetry.models import Hour
from jobfutures.telemetry.rules import QUIET, step_of

EVERY_S = 60.0
log = structlog.get_logger(__name__)


class Counts:
    """What one process has counted and not written yet: (hour, step) -> requests, and those that failed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.numbers: Counter[tuple[datetime, int]] = Counter()
        self.failed: Counter[tuple[datetime, int]] = Counter()

    def note(self, *, route: str, status: int, seconds: float, at: datetime) -> None:
        if route in QUIET:
            return
        key = (at.replace(minute=0, second=0, microsecond=0), step_of(seconds))
        with self.lock:
            self.numbers[key] += 1
            if status >= 500:
                self.failed[key] += 1

    def taken(self) -> list[tuple[datetime, int, int, int]]:
        """Return and forget what was counted: (hour, step, number, failed)."""
        with self.lock:
            rows = [(*key, number, self.failed[key]) for key, number in sorted(self.numbers.items())]
            self.numbers.clear()
            self.failed.clear()
        return rows


COUNTS = Counts()


@transaction.atomic
def write_out(counts: Counts = COUNTS) -> int:
    """Add what was counted to the rows of all processes; return how many rows."""
    rows = counts.taken()
    for hour, step, number, failed in rows:
        Hour.objects.get_or_create(hour=hour, up_to_ms=step)
        Hour.objects.filter(hour=hour, up_to_ms=step).update(number=F("number") + number, failed=F("failed") + failed)
    return len(rows)


def start_writing() -> None:
    """Begin to write once a minute, in a thread of this process; called in a web worker, after it was forked."""
    threading.Thread(target=keep_writing, args=(threading.Event(),), name="counts", daemon=True).start()


def keep_writing(stopping: threading.Event) -> None:
    while not stopping.wait(EVERY_S):
        try:
            write_out()
        except Exception:
            log.exception("counts of requests not written")
        finally:
            close_old_connections()


def note(*, route: str, status: int, seconds: float) -> None:
    COUNTS.note(route=route, status=status, seconds=seconds, at=timezone.now())
