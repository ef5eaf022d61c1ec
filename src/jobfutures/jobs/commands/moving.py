"""A posting goes from state to state."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import ACTING, Company
from jobfutures.companies.models import State as Standing
from jobfutures.companies.queries import recruiters_of, role_in
from jobfutures.jobs.commands.changes import note
from jobfutures.jobs.guards import Faults, faults
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.queries.asking import waiting
from jobfutures.jobs.queries.postings import said
from jobfutures.jobs.rules import STEPS, Actor, Reason
from jobfutures.ledger.commands import record
from jobfutures.ledger.transitions import IllegalTransition, Step, allowed, transition
from jobfutures.notices.writing import write
from jobfutures.webhooks.commands.announcing import announce

TABLE = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}
HIRING = set(ACTING)
# What companies' own programs are told of.
ANNOUNCED = {
    "publish": "posting.published",
    "approve": "posting.published",
    "pause": "posting.paused",
    "resume": "posting.resumed",
    "close": "posting.closed",
    "expire": "posting.closed",
    "moderate": "posting.removed",
}


class CannotMove(Exception):
    """The posting stays as it is; the sentence says why. faults: what is missing, by field."""

    def __init__(self, sentence: str, found: Faults | None = None) -> None:
        super().__init__(sentence)
        self.faults = found or []


class IsStale(CannotMove):
    """Somebody else changed it since the page was opened."""


def check_hires(by: User, company: Company) -> None:
    if role_in(company, by) not in HIRING:
        raise PermissionDenied


def check_decides(by: User, company: Company) -> None:
    """Let operators decide, but never on a company of their own."""
    if not by.is_operator or role_in(company, by):
        raise PermissionDenied


@transaction.atomic
def submit_job(*, by: User, job: Job, version: str, at: datetime) -> Job:
    """Publish a draft, or hand it to the operator: the first one of a company, and all where the instance says so.

    version: of the draft that `by` saw. Raises CannotMove with all that is missing, IsStale, IllegalTransition.
    """
    check_hires(by, job.company)
    found = locked(job)
    check_step(found, "submit", Actor.RECRUITER)
    if version != found.changed_at.isoformat():
        raise IsStale(_("Somebody changed this draft since you opened it. Look at it again before you publish it."))
    check_publishable(found, at)
    if is_reviewed(found):
        return move(found, "submit", by=by, role=Actor.RECRUITER, at=at, returned_note="")
    return move(found, "publish", by=by, role=Actor.RECRUITER, at=at, **published(found, at))


@transaction.atomic
def approve_job(*, by: User, job: Job, at: datetime) -> Job:
    check_decides(by, job.company)
    found = locked(job)
    check_step(found, "approve", Actor.OPERATOR)
    check_publishable(found, at)
    moved = move(found, "approve", by=by, role=Actor.OPERATOR, at=at, **published(found, at))
    tell(moved, _("a posting of yours"), "decided")
    return moved


@transaction.atomic
def return_job(*, by: User, job: Job, note_to_company: str, at: datetime) -> Job:
    """Give a posting back with a reason. Raises IllegalTransition."""
    check_decides(by, job.company)
    moved = move(job, "return", by=by, role=Actor.OPERATOR, at=at, returned_note=note_to_company)
    tell(moved, _("a posting of yours"), "decided")
    return moved


@transaction.atomic
def moderate_job(*, by: User, job: Job, note_to_company: str, at: datetime) -> Job:
    """Take a posting off the site, for good. Raises IllegalTransition."""
    check_decides(by, job.company)
    moved = move(job, "moderate", by=by, role=Actor.OPERATOR, at=at, returned_note=note_to_company)
    tell(moved, _("a posting of yours"), "decided")
    return moved


@transaction.atomic
def pause_job(*, by: User, job: Job, at: datetime) -> Job:
    check_hires(by, job.company)
    return move(job, "pause", by=by, role=Actor.RECRUITER, at=at)


@transaction.atomic
def resume_job(*, by: User, job: Job, at: datetime) -> Job:
    """Show a posting again; to resume it says that it is still open. Raises CannotMove, IllegalTransition."""
    check_hires(by, job.company)
    found = locked(job)
    check_step(found, "resume", Actor.RECRUITER)
    check_publishable(found, at)
    return move(found, "resume", by=by, role=Actor.RECRUITER, at=at, confirmed_at=at, asked_at=None)


@transaction.atomic
def close_job(*, by: User, job: Job, reason: Reason, at: datetime) -> Job:
    """Close a posting once every applicant has an answer. Raises CannotMove, IllegalTransition."""
    check_hires(by, job.company)
    found = locked(job)
    check_step(found, "close", Actor.RECRUITER)
    if number := waiting(found.pk):
        sentence = _("%(number)d applicants have no answer yet. A job closes once everybody has one.")
        raise CannotMove(sentence % {"number": number})
    return move(found, "close", by=by, role=Actor.RECRUITER, at=at, close_reason=reason)


@transaction.atomic
def confirm_job(*, by: User, job: Job, at: datetime) -> Job:
    """Say that a job is still open. Raises IllegalTransition for one that is not published."""
    check_hires(by, job.company)
    found = locked(job)
    if found.state != State.PUBLISHED:
        raise IllegalTransition("confirm", found.state, allowed(TABLE, found.state, Actor.RECRUITER))
    Job.objects.filter(pk=found.pk).update(confirmed_at=at, asked_at=None)
    record(by=by, kind="jobs.confirmed", subject=found.ledger_subject(), at=at)
    note(found)
    found.refresh_from_db()
    return found


def move(job: Job, event: str, *, by: User | None, role: Actor, at: datetime, **facts: object) -> Job:
    """Move a posting, write what comes with it, and tell the index. Raises IllegalTransition."""
    if facts.get("posted_at"):  # the row is complete before its state says so
        Job.objects.filter(pk=job.pk).update(**facts)
    transition(job, event, table=TABLE, by=by, role=role, at=at)
    Job.objects.filter(pk=job.pk).update(changed_at=at, **facts)
    note(job)
    job.refresh_from_db()
    if event in ANNOUNCED:
        announce_move(job, ANNOUNCED[event], at)
    return job


def announce_move(job: Job, kind: str, at: datetime) -> None:
    slug = job.company.slug
    path, api = f"/hire/{slug}/jobs/{job.pk}/", f"/api/v1/companies/{slug}/postings/{job.pk}"
    announce(job.company, kind, ids={"job": job.pk}, path=path, api=api, at=at)


def locked(job: Job) -> Job:
    return Job.objects.select_for_update(of=("self",)).select_related("company").get(pk=job.pk)


def check_step(job: Job, event: str, role: Actor) -> None:
    """Refuse an impossible event before anything else is looked at."""
    steps = allowed(TABLE, job.state, role)
    if event not in steps:
        raise IllegalTransition(event, job.state, steps)


def check_publishable(job: Job, at: datetime) -> None:
    if job.company.state != Standing.VERIFIED:
        raise CannotMove(_("Only a verified company publishes jobs, and its proof has to stand now."))
    if found := faults(said(job), at):
        raise CannotMove(_("This cannot be published yet. What is missing stands below, each beside its field."), found)


def is_reviewed(job: Job) -> bool:
    """Tell whether the operator looks first: at all of them where the instance says so, else until one has stood."""
    stood = Job.objects.filter(company=job.company, posted_at__isnull=False).exclude(state=State.REMOVED)
    return settings.REVIEW_JOBS or not stood.exists()


def published(job: Job, at: datetime) -> dict[str, object]:
    return {"posted_at": job.posted_at or at, "confirmed_at": at, "asked_at": None, "returned_note": ""}


def tell(job: Job, subject: str, letter: str) -> None:
    for person in recruiters_of(job.company):
        write(person.email, subject, f"jobs/mail/{letter}.txt", job=job)
