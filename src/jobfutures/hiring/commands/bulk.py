"""One answer for all who wait at a job: counted and shown first, then given to each in a transaction of its own."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.queries import role_in
from jobfutures.companies.rules import may_read
from jobfutures.hiring.commands.answering import No
from jobfutures.hiring.commands.deciding import decide
from jobfutures.hiring.commands.moving import TABLE, CannotAct, check_hires, locked
from jobfutures.hiring.models import Application, ApplicationQuerySet, BulkClose, Outcome, State
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.queries.bulk import Scope, covered
from jobfutures.hiring.rules.applications import Actor
from jobfutures.jobs.commands.moving import CannotMove, close_job
from jobfutures.jobs.models import Job
from jobfutures.jobs.rules import Reason
from jobfutures.ledger.commands import record
from jobfutures.ledger.transitions import IllegalTransition, allowed

BROKEN_OFF = timedelta(minutes=10)


class HasChanged(CannotAct):
    """Others wait than those who were shown."""


@transaction.atomic
def begin_bulk_close(
    *, by: User, job: Job, scope: Scope, number: int, no: No, closes_as: str, key: UUID, at: datetime
) -> BulkClose:
    """Begin to answer everybody whom a scope covers. number: how many `by` was shown.

    A form sent twice gives the same. Raises HasChanged, and CannotAct while another one runs.
    """
    check_hires(by, job.company)
    if known := BulkClose.objects.filter(job=job, key=key).first():
        return known
    found = covered(job, by, role_in(job.company, by), scope).count()
    if found != number or not number:
        raise HasChanged(_("Others wait than when you opened the page. Look at the list again before you answer."))
    facts = {
        "by": by, "only_unread": scope.only_unread, "until": scope.until, "number": number, "closes_as": closes_as,
        "reason": no.reason, "topic": no.topic, "message": no.message, "begun_at": at,
    }  # fmt: skip
    try:
        with transaction.atomic():
            bulk = BulkClose.objects.create(job=job, key=key, **facts)
    except IntegrityError:
        raise CannotAct(_("Somebody of your company answers everybody at this job at this moment.")) from None
    record(by=by, kind="hiring.bulk_begun", subject=bulk.ledger_subject(), at=at, fields=["reason", "message"])
    answer_all.enqueue(str(bulk.pk))
    return bulk


@task
def answer_all(bulk_id: str) -> None:
    """Answer who has no answer yet, then close the posting if that was chosen. Safe to repeat, and to break off."""
    rows = BulkClose.objects.running().select_related("job__company", "by", "topic")
    bulk = rows.filter(pk=bulk_id).first()
    if bulk is None or bulk.by is None:
        return
    role = role_in(bulk.job.company, bulk.by)
    for one in list(covered_by(bulk, bulk.by, role).values_list("pk", flat=True)):
        if not answer_one(bulk=bulk, by=bulk.by, application=one, at=timezone.now()):
            break
    end_bulk_close(bulk=bulk, by=bulk.by, at=timezone.now())


def covered_by(bulk: BulkClose, by: User, role: str) -> ApplicationQuerySet:
    return covered(bulk.job, by, role, Scope(bulk.until, bulk.only_unread)).longest_waiting_first()


@transaction.atomic
def answer_one(*, bulk: BulkClose, by: User, application: UUID, at: datetime) -> bool:
    """Say no to one of them, unless somebody was quicker. Return False where `by` or the company no longer may."""
    company = Company.objects.get(pk=bulk.job.company_id)
    role = role_in(company, by)
    if role not in HIRING_ROLES or not may_read(company.state):
        return False
    found = Application.objects.seen_by(by, company, role).filter(pk=application).first()
    if found is None:
        return True  # taken back, or hidden from the company, since the list was made
    found = locked(found)
    event = "decline_unseen" if found.state == State.SUBMITTED else "decline"
    if event in allowed(TABLE, found.state, Actor.RECRUITER):
        decide(
            by=by, application=found, outcome=Outcome.DECLINE, reason=bulk.reason, topic=bulk.topic,
            message=bulk.message, in_bulk=True, at=at,
        )  # fmt: skip
        BulkClose.objects.filter(pk=bulk.pk).update(answered=F("answered") + 1)
    return True


def end_bulk_close(*, bulk: BulkClose, by: User, at: datetime) -> None:
    """Close the posting, where it can be: it stays while somebody waits who came later, or has an offer."""
    if bulk.closes_as:
        with suppress(CannotMove, IllegalTransition, PermissionDenied):  # its page says who still waits
            close_job(by=by, job=bulk.job, reason=Reason(bulk.closes_as), at=at)
    with transaction.atomic():
        if BulkClose.objects.running().filter(pk=bulk.pk).update(ended_at=at):
            record(by=by, kind="hiring.bulk_ended", subject=bulk.ledger_subject(), at=at)


def take_up_again(*, at: datetime) -> int:
    """Go on with what a worker that died has left."""
    broken_off = BulkClose.objects.running().filter(begun_at__lte=at - BROKEN_OFF)
    found = [str(pk) for pk in broken_off.values_list("pk", flat=True)]
    for pk in found:
        answer_all.enqueue(pk)
    return len(found)
