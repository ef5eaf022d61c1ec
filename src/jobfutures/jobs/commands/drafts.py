"""A draft is begun, changed and thrown away; a closed posting becomes a new draft."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.rules import READING
from jobfutures.jobs.commands.changes import note
from jobfutures.jobs.commands.moving import CannotMove, IsStale, check_hires, locked
from jobfutures.jobs.models import Job, Place, State
from jobfutures.ledger.commands import record
from jobfutures.topics.models import Area

# What a new posting takes over from a closed one; dates and the answers about today are said anew.
KEPT = (
    "title", "slug", "description", "level", "employment", "workplace", "hybrid_days", "applicant_countries",
    "timezone_min", "timezone_max", "pay_min", "pay_max", "pay_currency", "pay_period", "equity_note", "visa",
    "languages", "ai_screening", "response_promise_days", "stages", "apply_mode", "apply_url",
)  # fmt: skip
PLACE = ("street", "city", "region", "postal", "country")


@transaction.atomic
def add_draft(
    *,
    by: User,
    company: Company,
    facts: Mapping[str, Any],
    topics: Iterable[Area],
    places: Iterable[Mapping[str, str]],
    at: datetime,
) -> Job:
    """Begin a posting. facts: by columns of `Job`. Raises CannotMove for a company that is not in good standing."""
    check_hires(by, company)
    if company.state not in READING:
        raise CannotMove(_("Only a verified company posts jobs."))
    job = Job.objects.create(
        company=company, slug=slug_of(str(facts.get("title", ""))), state=State.DRAFT, state_at=at, made_at=at,
        changed_at=at, **facts,
    )  # fmt: skip
    fill(job, topics, places)
    record(by=by, kind="jobs.drafted", subject=job.ledger_subject(), at=at)
    note(job)
    return job


@transaction.atomic
def change_draft(
    *, by: User, job: Job, facts: Mapping[str, Any], topics: Iterable[Area], places: Iterable[Mapping[str, str]],
    version: str, at: datetime,
) -> Job:  # fmt: skip
    """Write a draft anew. version: of the one that `by` saw. Raises IsStale, and CannotMove for what is no draft."""
    check_hires(by, job.company)
    found = locked(job)
    check_is_draft(found)
    if version != found.changed_at.isoformat():
        raise IsStale(
            _(
                "Somebody saved this draft since you opened it. Your text is here, and not saved: "
                "save again to replace theirs."
            )
        )
    changed = {**facts, "slug": slug_of(str(facts.get("title", found.title))), "changed_at": at}
    Job.objects.filter(pk=found.pk).update(**changed)
    fill(found, topics, places)
    record(by=by, kind="jobs.changed", subject=found.ledger_subject(), at=at, fields=sorted(facts))
    note(found)
    found.refresh_from_db()
    return found


@transaction.atomic
def delete_draft(*, by: User, job: Job, at: datetime) -> None:
    """Throw a draft away. Raises CannotMove for what is no draft."""
    check_hires(by, job.company)
    found = locked(job)
    check_is_draft(found)
    record(by=by, kind="jobs.deleted", subject=found.ledger_subject(), at=at)
    note(found)
    found.delete()


@transaction.atomic
def repost_job(*, by: User, job: Job, at: datetime) -> Job:
    """Begin a draft that says what a closed posting said; its id and its dates are new. Raises CannotMove."""
    if job.state != State.CLOSED:
        raise CannotMove(_("Only a closed posting is posted anew."))
    facts = {column: getattr(job, column) for column in KEPT if column != "slug"}
    places = [{part: getattr(place, part) for part in PLACE} for place in job.places.order_by("pk")]
    return add_draft(by=by, company=job.company, facts=facts, topics=job.topics.all(), places=places, at=at)


def check_is_draft(job: Job) -> None:
    if job.state != State.DRAFT:
        raise CannotMove(_("This is no draft any more, so it was not changed."))


def fill(job: Job, topics: Iterable[Area], places: Iterable[Mapping[str, str]]) -> None:
    job.topics.set(topics)
    job.places.all().delete()
    Place.objects.bulk_create(Place(job=job, **{part: place.get(part, "") for part in PLACE}) for place in places)


def slug_of(title: str) -> str:
    return slugify(title)[:80].strip("-") or "job"
