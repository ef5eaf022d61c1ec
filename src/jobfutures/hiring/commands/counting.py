"""Counts each night how companies answer, so that a public page asks for one row."""

from collections.abc import Iterator
from datetime import datetime

from django.tasks import task
from django.utils import timezone

from jobfutures.companies.models import Company
from jobfutures.hiring.models import Application, ResponseFigures, State
from jobfutures.hiring.rules.figures import LOOKED_BACK, Case, figures
from jobfutures.profiles.queries import blockers_of


@task
def count_answers() -> None:
    count_all(at=timezone.now())


def count_all(*, at: datetime) -> int:
    """Count anew for every company that was applied to within 180 days; forget what is older. Safe to repeat."""
    recent = Application.objects.filter(submitted_at__gt=at - LOOKED_BACK)
    companies = Company.objects.filter(pk__in=recent.values("company"))
    for company in companies.iterator():
        count_company(company=company, at=at)
    ResponseFigures.objects.filter(at__lt=at).delete()
    return companies.count()


def count_company(*, company: Company, at: datetime) -> ResponseFigures:
    found = figures(cases_of(company, at), at)
    months = [{"month": one.month, "number": one.number, "median_days": one.median_days} for one in found.months]
    facts = {
        "number": found.number, "answered": found.answered, "median_days": found.median_days, "months": months,
        "at": at,
    }  # fmt: skip
    return ResponseFigures.objects.update_or_create(company=company, defaults=facts)[0]


def cases_of(company: Company, at: datetime) -> Iterator[Case]:
    """Yield what was sent to a company, without those whom it could not answer, because they hide from it."""
    hidden = blockers_of(slug=company.slug, hosts=[company.host])
    rows = Application.objects.filter(company=company, submitted_at__gt=at - LOOKED_BACK)
    rows = rows.exclude(first_reply_at=None, candidate__in=hidden)
    columns = ("submitted_at", "promise_days", "first_reply_at", "ended_at", "state")
    for sent, promise, replied, ended, state in rows.values_list(*columns).iterator():
        yield Case(sent, promise, replied, ended, never_answered=state == State.NO_ANSWER)
