"""Who waits at a job for an answer."""

from dataclasses import dataclass
from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.hiring.models import Application, ApplicationQuerySet, BulkClose, State
from jobfutures.hiring.queries.receiving import Line, line_of, names_sent
from jobfutures.jobs.models import Job
from jobfutures.jobs.models import State as Standing

MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom one answer is for. until: who applied later is not meant.  only_unread: whom nobody has read."""

    until: datetime
    only_unread: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """number: all of them.  lines: the first 500, who waits longest first.  offered: who has an offer to answer."""

    number: int
    lines: list[Line]
    offered: int

    @property
    def more(self) -> int:
        return self.number - len(self.lines)


def covered(job: Job, viewer: User, role: str, scope: Scope) -> ApplicationQuerySet:
    """Return those at a job who have no answer, of those that the viewer sees."""
    rows = Application.objects.seen_by(viewer, job.company, role).filter(job=job, submitted_at__lte=scope.until)
    return rows.filter(state=State.SUBMITTED) if scope.only_unread else rows.unanswered()


def waiting_at(job: Job, viewer: User, role: str, scope: Scope) -> Waiting:
    """Return who is meant, at most 500 by name. Three queries."""
    rows = covered(job, viewer, role, scope)
    shown = rows.select_related("job").defer("answers", "note", "snapshot").annotate(**names_sent())
    first = shown.longest_waiting_first()[:MOST_SHOWN]
    offers = Application.objects.seen_by(viewer, job.company, role).filter(job=job, state=State.OFFERED)
    return Waiting(rows.count(), [line_of(one, scope.until) for one in first], offers.count())


def running_at(job: Job) -> BulkClose | None:
    """Return the bulk close that runs at a job now."""
    return BulkClose.objects.running().filter(job=job).first()


def may_close(job: Job) -> bool:
    """Tell whether a posting can be closed after everybody was answered; one that is closing closes by itself."""
    return job.state in {Standing.PUBLISHED, Standing.PAUSED}
