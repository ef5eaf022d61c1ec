"""What a reader may know of shares before they look: that something was asked or given, never what came of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from structlog.contextvars import get_contextvars

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.profiles.queries import blockers_of
from jobfutures.sharing import rules
from jobfutures.sharing.labels import named
from jobfutures.sharing.models import Grant, Purpose, Request

MOST_LISTED = 200


@dataclass(frozen=True, slots=True)
class Share:
    """One line of a list. email: of the person asked, empty for what came unasked."""

    id: UUID
    at: datetime
    email: str
    fields: str


def shares_of(company: Company) -> list[Share]:
    """Return what a company asked, and what it was given unasked by people who do not block it, newest first."""
    asked = Request.objects.of_company(company).newest_first()[:MOST_LISTED]
    blockers = blockers_of(slug=company.slug, hosts=[company.host])
    given = Grant.objects.to_company(company).filter(request=None).exclude(owner__in=blockers)
    rows = [Share(one.pk, one.at, one.email, named(one.fields)) for one in asked]
    rows += [unasked(one) for one in given.newest_first()[:MOST_LISTED]]
    return sorted(rows, key=lambda one: one.at, reverse=True)


def shares_with(person: User) -> list[Share]:
    return [unasked(one) for one in Grant.objects.to_person(person).newest_first()[:MOST_LISTED]]


def unasked(grant: Grant) -> Share:
    return Share(grant.pk, grant.given_at, "", named(rules.kinds_of(grant.fields)))


def purpose_label(purpose: str) -> str:
    return str(Purpose(purpose).label) if purpose else ""


def request_id() -> str:
    """Return the id under which the log knows the current request."""
    return str(get_contextvars().get("request_id", ""))
