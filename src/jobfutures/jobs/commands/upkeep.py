"""What the clock does to postings: they expire, are asked after, and pause when their company may show none."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.companies.rules import READING
from jobfutures.jobs.commands.moving import move, tell
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.queries.asking import waiting
from jobfutures.jobs.rules import PATIENCE, STILL_HIRING, Actor, Reason, is_settled
from jobfutures.ledger.commands import record
from jobfutures.ledger.transitions import IllegalTransition


@task
def keep_jobs() -> None:
    """Bring postings up to the minute. Safe to repeat."""
    at = timezone.now()
    expire_jobs(at=at)
    settle_jobs(at=at)
    pause_unproved(at=at)


@task
def ask_still_hiring() -> None:
    """Ask once a day after postings that have been open for long, and pause those that nobody answered for."""
    at = timezone.now()
    pause_unconfirmed(at=at)
    ask_again(at=at)


def expire_jobs(*, at: datetime) -> int:
    """Take no more applications where the last day is over."""
    rows = Job.objects.filter(state__in=[State.PUBLISHED, State.PAUSED], closes_at__lte=at)
    return moved(rows, "expire", at, close_reason=Reason.EXPIRED)


def settle_jobs(*, at: datetime) -> int:
    """Close what is closing, once nobody waits or 21 days are over."""
    rows = [
        job
        for job in Job.objects.filter(state=State.CLOSING)
        if is_settled(closed_at=job.state_at, waiting=waiting(job.pk), at=at)
    ]
    return moved(rows, "settle", at)


def pause_unproved(*, at: datetime) -> int:
    """Pause what belongs to companies that have lost their good standing; nobody has seen it since that moment."""
    rows = Job.objects.filter(state=State.PUBLISHED).exclude(company__state__in=READING)
    return moved(rows, "pause", at, letter="paused")


def pause_unconfirmed(*, at: datetime) -> int:
    rows = Job.objects.filter(state=State.PUBLISHED, asked_at__lte=at - PATIENCE, confirmed_at__lt=F("asked_at"))
    return moved(rows, "pause", at, letter="paused")


def moved(rows: Iterable[Job], event: str, at: datetime, *, letter: str = "", **facts: object) -> int:
    """Move each in a transaction of its own: what a person moved meanwhile is left as it is now."""
    number = 0
    for job in rows:
        try:
            with transaction.atomic():
                move(job, event, by=None, role=Actor.SYSTEM, at=at, **facts)
                if letter:
                    tell(job, _("a posting of yours was paused"), letter)
        except IllegalTransition:
            continue
        number += 1
    return number


@transaction.atomic
def ask_again(*, at: datetime) -> int:
    """Ask whether jobs are still open, each once in 30 days."""
    rows = Job.objects.filter(state=State.PUBLISHED, confirmed_at__lte=at - STILL_HIRING, asked_at=None)
    asked = list(rows.select_for_update(of=("self",)).select_related("company"))
    for job in asked:
        Job.objects.filter(pk=job.pk).update(asked_at=at)
        record(by=None, kind="jobs.asked", subject=job.ledger_subject(), at=at)
        tell(job, _("is this job still open?"), "still_hiring")
    return len(asked)
