"""How a company's standing changes. Whoever changes it, what depends on it changes in the same transaction."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, CompanyDomain, DomainState, MemberRole
from jobfutures.companies.moves import CannotMove, tell_rooms
from jobfutures.companies.queries import owner_addresses, role_in
from jobfutures.companies.rules import CUT, STEPS, Actor
from jobfutures.ledger.transitions import Step, transition
from jobfutures.notices.writing import write

TABLE = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}
# What becomes of a company's proof when the company comes to a state; in others it stays as it is.
PROOF_IN = {
    "IN_REVIEW": DomainState.PROVED,
    "CONTESTED": DomainState.PENDING,
    "GRACE": DomainState.GRACE,
    "LAPSED": DomainState.LOST,
    "REJECTED": DomainState.LOST,
    "ARCHIVED": DomainState.LOST,
}


class CannotChange(Exception):
    """The company or its members stay as they were; the sentence says why."""


class NoNote(CannotChange):
    """A decision without a word on why."""


def moved(company: Company, event: str, *, by: User | None, role: Actor, at: datetime) -> Company:
    """Change the state of a company. Raises IllegalTransition, and CannotChange where the domain is another's."""
    try:
        with transaction.atomic():
            transition(company, event, table=TABLE, by=by, role=role, at=at)
            company.refresh_from_db()
            keep_proof_in_step(company)
            tell_rooms(company, at)
    except IntegrityError:
        raise CannotChange(_("Another company is verified for this domain.")) from None
    except CannotMove as refusal:
        raise CannotChange(str(refusal)) from None
    if company.state in CUT:
        Company.objects.filter(pk=company.pk).update(cut_at=at)
        company.cut_at = at
    return company


def keep_proof_in_step(company: Company) -> None:
    proofs = CompanyDomain.objects.filter(company=company)
    if company.state in PROOF_IN:
        proofs.update(state=PROOF_IN[company.state])
    elif company.state == "VERIFIED":
        proofs.filter(host=company.host, proved_at__isnull=False).update(
            state=DomainState.PROVED, fail_count=0, failed_at=None
        )
    elif company.state == "DRAFT":
        proofs.delete()  # the next claim gets a new token
        Company.objects.filter(pk=company.pk).update(host="")


def tell_owners(company: Company, subject: str, template: str, **facts: object) -> None:
    """Write one letter to each owner. They hold a sentence and a link."""
    for address in owner_addresses(company):
        write(address, subject, f"companies/mail/{template}.txt", company=company, **facts)


def check_operator(by: User) -> None:
    if not by.is_operator:
        raise PermissionDenied


def check_owner(by: User, company: Company) -> None:
    if role_in(company, by) != MemberRole.OWNER:
        raise PermissionDenied
