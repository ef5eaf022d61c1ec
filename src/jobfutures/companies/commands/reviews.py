"""What operators decide of companies: never of one of their own, and never without a word where somebody is refused."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import TABLE, CannotChange, NoNote, check_operator, moved, tell_owners
from jobfutures.companies.models import Company, CompanyDomain, Review
from jobfutures.companies.queries import holder_of, role_in
from jobfutures.companies.rules import DECISIONS, FRESH, READING, STEPS, WITH_NOTE, Actor
from jobfutures.ledger.commands import record
from jobfutures.ledger.transitions import IllegalTransition, allowed


@transaction.atomic
def move_company(*, by: User, company: Company, event: str, at: datetime, note: str = "") -> Company:
    """Decide as an operator who is no member of the company.

    Raises IllegalTransition, and CannotChange where a note is missing, the proof is too old or the domain is another's.
    With two eyes asked for, the first approval changes no state.
    """
    check_operator(by)
    if role_in(company, by) or company.made_by_id == by.pk:
        raise PermissionDenied
    state = Company.objects.select_for_update().get(pk=company.pk).state
    if event not in DECISIONS or (state, event) not in STEPS:
        raise IllegalTransition(event, state, allowed(TABLE, state, Actor.OPERATOR))
    check_decision(company, event, note, at)
    Review.objects.create(company=company, by=by, verdict=event, note=note.strip(), at=at)
    if event == "approve" and settings.DUAL_REVIEW and not approved_by_others(company, by):
        record(by=by, kind="companies.approved_once", subject=company.ledger_subject(), at=at)
        return company
    if event == "award":
        take_domain_over(company, by, at)
    moved(company, event, by=by, role=Actor.OPERATOR, at=at)
    if event in WITH_NOTE:
        Company.objects.filter(pk=company.pk).update(reviewed_by=by, reviewed_at=at)
        tell_owners(company, _("what we decided about your company"), "decided", verdict=event)
    return company


def check_decision(company: Company, event: str, note: str, at: datetime) -> None:
    if event in WITH_NOTE and not note.strip():
        raise NoNote(_("Write a note: why you decide so. It is kept with the decision."))
    if event == "reinstate" and not has_fresh_proof(company, at):
        raise CannotChange(_("Look for the proof first: it has to be less than 24 hours old."))


def has_fresh_proof(company: Company, at: datetime) -> bool:
    """Tell whether the token was found in the last 24 hours; a company without one was verified by hand."""
    domain = CompanyDomain.objects.filter(company=company).first()
    if domain is None:
        return True
    return domain.proved_at is not None and domain.proved_at == domain.last_checked_at and at - domain.proved_at < FRESH


def approved_by_others(company: Company, by: User) -> bool:
    """Tell whether another operator approved it since it came to review."""
    rows = Review.objects.filter(company=company, verdict="approve", at__gte=company.state_at)
    return rows.exclude(by=by).exclude(by=None).exists()


def take_domain_over(company: Company, by: User, at: datetime) -> None:
    """Let the company that held the domain lose it, before the other one is verified through it."""
    holder = holder_of(company.host, company)
    if holder and role_in(holder, by):
        raise PermissionDenied
    if holder and holder.state in READING:
        moved(holder, "lose", by=by, role=Actor.OPERATOR, at=at)
        tell_owners(holder, _("your company is no longer verified"), "lapsed")
    elif holder:
        CompanyDomain.objects.filter(company=holder).update(state="LOST")
