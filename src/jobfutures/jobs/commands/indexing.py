"""Keeps this host's index of postings: one tick a second follows what changed, and remakes what was lost."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from itertools import batched
from uuid import UUID

import structlog
from django.db import connection
from django.db.models import Exists, OuterRef
from django.tasks import task
from django.utils import timezone

from jobfutures.companies.models import Company
from jobfutures.jobs import engine
from jobfutures.jobs.commands.parts import built
from jobfutures.jobs.index import JobIndex
from jobfutures.jobs.models import Change, Job
from jobfutures.jobs.queries.indexed import area_titles, entries_of

KEPT = timedelta(days=1)  # a host that was away for longer makes its index anew
LATE = timedelta(minutes=2)  # how long a transaction may take between writing a change and being seen
LOOK_S = 60.0  # between two looks at what is written down nowhere: names of companies and areas, and the count
AT_ONCE = 500
TIDYING_S = 0.1  # of each tick: so much later may what changed meanwhile be found
AREAS = "areas"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Seen:
    """A look at what is written down nowhere. said: see `said_now`.  live: how many postings are."""

    said: dict[str, str]
    live: int


class Follower:
    """What one process knows of how far its index is.

    applied: changes that are in it already; older ones than `floor` are no longer asked for, as all of them are.
    aside: begins a look elsewhere, `see_aside`, as it lasts for seconds where a large database comes from the disk, and
    nothing that changed may wait for it. Without one, looks are taken in the tick.
    """

    def __init__(self, index: JobIndex, aside: Callable[[], Future[Seen]] | None = None) -> None:
        self.writer = engine.JobWriter(index)
        self.aside = aside
        self.looking: Future[Seen] | None = None
        self.applied: set[int] = set()
        self.floor = 0
        self.said: dict[str, str] = {}
        self.doubts = 0
        self.looked_at = float("-inf")

    def tick(self, at: datetime) -> bool:
        """Bring the index up to date; return whether it was written here."""
        if not self.writer.begin():
            return False
        try:
            return self.followed(at)
        except (ValueError, OSError):
            log.exception("index of postings not written")
            self.writer.forget()
            self.writer.index.stamp.unlink(missing_ok=True)
            return False

    def followed(self, at: datetime) -> bool:
        if not self.writer.is_following() and not self.resumed(at):
            self.rebuild(at)
            return True
        changes = dict(Change.objects.filter(pk__gt=self.floor).values_list("pk", "job_id"))
        fresh = changes.keys() - self.applied
        written = self.write({changes[pk] for pk in fresh})
        self.applied |= fresh
        if fresh:
            self.raise_floor(at)
        if time.monotonic() - self.looked_at >= LOOK_S:
            self.looked_at = time.monotonic()
            self.looking = self.aside() if self.aside else done(see())
        if self.looking and self.looking.done():
            seen, self.looking = self.looking.result(), None
            written = self.look(seen, at) or written
        if self.writer.is_following():
            self.writer.tidy(TIDYING_S)
        return written

    def write(self, jobs: set[UUID]) -> bool:
        for some in batched(jobs, AT_ONCE, strict=False):
            self.writer.replace(some, entries_of(some))
        return bool(jobs)

    def resumed(self, at: datetime) -> bool:
        """Go on with the index that is there, if every change that it may lack is still written down."""
        stamp = self.writer.index.stamp
        try:
            written_s = stamp.stat().st_mtime
        except OSError:
            return False
        is_young = at.timestamp() - written_s < (KEPT / 2).total_seconds()
        self.applied, self.floor, self.said = set(), 0, self.writer.noted()
        return is_young and self.writer.resume()

    def rebuild(self, at: datetime) -> None:
        began, self.doubts, self.looking = time.monotonic(), 0, None
        self.applied, self.floor = set(Change.objects.values_list("pk", flat=True)), 0
        self.said = said_now()
        self.writer.renew(built)
        self.writer.note(self.said)
        self.looked_at = time.monotonic()
        self.raise_floor(at)
        log.info("index of postings made anew", seconds=round(time.monotonic() - began, 1))

    def raise_floor(self, at: datetime) -> None:
        """Changes older than LATE have all been seen: ids are given before a transaction ends, so not in order."""
        old = Change.objects.filter(at__lt=at - LATE).order_by("-pk").values_list("pk", flat=True).first()
        self.floor = max(self.floor, old or 0)
        self.applied = {pk for pk in self.applied if pk > self.floor}

    def look(self, seen: Seen, at: datetime) -> bool:
        """Take in what companies and areas are called now, and make an index anew that lacks more than it should.

        The old one serves meanwhile: it is of more use than none.
        """
        before, self.said = self.said, seen.said
        self.doubts = 0 if self.is_whole(seen.live) else self.doubts + 1
        if self.doubts > 1 or before.get(AREAS) != self.said.get(AREAS):
            self.rebuild(at)
            return True
        changed = [UUID(one) for one, said in self.said.items() if before.get(one) != said and one != AREAS]
        jobs = Job.objects.filter(company__in=changed).values_list("pk", flat=True)
        written = self.write(set(jobs)) if changed else False
        self.writer.note(self.said)
        return written

    def is_whole(self, live: int) -> bool:
        """Tell whether the index holds as many postings as are live, give or take those of this moment."""
        return abs(self.writer.view.count - live) <= max(20, live // 1000)


def see() -> Seen:
    return Seen(said_now(), Job.objects.live_count())


def see_aside() -> Seen:
    try:
        return see()
    finally:
        connection.close()  # this thread's own; the next look is in a minute


def done(seen: Seen) -> Future[Seen]:
    future = Future[Seen]()
    future.set_result(seen)
    return future


def said_now() -> dict[str, str]:
    """Return digests of what postings repeat of others: by company, and one of the titles of all areas."""
    columns = ("name", "size", "state")
    has_jobs = Exists(Job.objects.filter(company=OuterRef("pk")))  # a join with a million of them takes seconds
    rows = Company.objects.filter(has_jobs).values_list("pk", *columns)
    return {str(row[0]): digest(row[1:]) for row in rows} | {AREAS: digest(area_titles().items())}


def digest(values: Iterable[object]) -> str:
    return blake2b(repr(list(values)).encode(), digest_size=8).hexdigest()


@task
def prune_changes() -> None:
    """Forget changes that every index has. Safe to repeat."""
    Change.objects.filter(at__lt=timezone.now() - KEPT).delete()
