"""Claiming a domain, and looking for its proof: by an owner, by an operator, or every week by the worker."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import CannotChange, check_owner, moved, tell_owners
from jobfutures.companies.hosts import Host
from jobfutures.companies.models import Company, CompanyDomain, MemberRole, Method, State
from jobfutures.companies.proof.files import read_file
from jobfutures.companies.proof.names import read_names
from jobfutures.companies.proof.reading import Reading
from jobfutures.companies.queries import goes_to_review, holder_of, role_in
from jobfutures.companies.rules import GRACE_KEPT, TOKEN_KEPT, Actor, Misses
from jobfutures.ledger.commands import record

type Read = Callable[[CompanyDomain], Reading]
TOKEN_BYTES = 24  # 192 bits
BETWEEN_LOOKS = timedelta(seconds=5)  # of one company: other people's servers are asked


def read_proof(domain: CompanyDomain) -> Reading:
    """Ask the DNS or the web server; it takes up to some seconds, so never inside a transaction."""
    read = read_names if domain.method == Method.DNS else read_file
    return read(domain.host, domain.token)


@transaction.atomic
def claim_domain(*, by: User, company: Company, host: Host, method: str, at: datetime) -> CompanyDomain:
    """Say which domain is the company's; it gets a token to put there. Raises IllegalTransition."""
    check_owner(by, company)
    moved(company, "claim", by=by, role=Actor.OWNER, at=at)
    Company.objects.filter(pk=company.pk).update(host=host.name)
    facts = {
        "host": host.name, "registrable": host.registrable, "method": method, "token_expires_at": at + TOKEN_KEPT,
        "token": secrets.token_urlsafe(TOKEN_BYTES),
    }  # fmt: skip
    return CompanyDomain.objects.create(company=company, **facts)


@transaction.atomic
def give_claim_up(*, by: User, company: Company, at: datetime) -> None:
    """Go back to the draft, to claim another domain or to change what was refused. Raises IllegalTransition."""
    check_owner(by, company)
    moved(company, "edit", by=by, role=Actor.OWNER, at=at)


def look_for_proof(*, by: User | None, domain: CompanyDomain, at: datetime, read: Read = read_proof) -> Reading:
    """Look once, keep what was read, and move the company where that leads. by: None for the worker.

    Raises PermissionDenied, and CannotChange where there is nothing to look for.
    """
    if by and not by.is_operator and role_in(domain.company, by) != MemberRole.OWNER:
        raise PermissionDenied
    if domain.company.state in {State.ARCHIVED, State.REJECTED, State.DRAFT}:
        raise CannotChange(_("There is no proof to look for in this state."))
    if by and domain.last_checked_at and at - domain.last_checked_at < BETWEEN_LOOKS:
        raise CannotChange(_("We looked a moment ago. Wait a few seconds, then look again."))
    return keep_reading(domain, read(domain), at)


@transaction.atomic
def keep_reading(domain: CompanyDomain, reading: Reading, at: datetime) -> Reading:
    """Write down what was read. A claim that was given up or made anew meanwhile is left alone."""
    company = Company.objects.select_for_update().get(pk=domain.company_id)  # first, as every other command does
    same = CompanyDomain.objects.select_for_update().filter(pk=domain.pk, token=domain.token).first()
    if same is None:
        raise CannotChange(_("The claim changed while we looked. Look again."))
    evidence = {**reading.as_json(), "at": at.isoformat()}
    same.last_checked_at, same.evidence = at, evidence
    if reading.is_proof():
        same.proved_at, same.proof = at, evidence
        same.fail_count, same.failed_at = 0, None
    elif company.state in {State.VERIFIED, State.GRACE}:
        misses = Misses(same.fail_count, same.failed_at).and_one(at)
        same.fail_count, same.failed_at = misses.number, misses.at
    same.save()
    kind = "companies.proof_found" if reading.is_proof() else "companies.proof_not_found"
    record(by=None, kind=kind, subject=company.ledger_subject(), at=at, fields=["evidence"])
    follow(company, same, found=reading.is_proof(), at=at)
    return reading


def follow(company: Company, domain: CompanyDomain, *, found: bool, at: datetime) -> None:
    """Move a company where one look leads."""
    event = event_after(company, domain, found=found, at=at)
    if not event:
        return
    moved(company, event, by=None, role=Actor.SYSTEM, at=at)
    if event == "rival":
        tell_owners(company, _("your domain is another company's here"), "contested")
        holder = holder_of(domain.host, company)
        if holder:
            tell_owners(holder, _("somebody else proved your domain"), "rival")
    elif event == "miss":
        tell_owners(company, _("the proof of your domain is missing"), "missing", days=GRACE_KEPT.days)
    elif event == "lapse":
        tell_owners(company, _("your company is no longer verified"), "lapsed")
    elif event in {"prove", "prove_at_once"}:
        tell_owners(company, _("your domain is proved"), "proved")


def event_after(company: Company, domain: CompanyDomain, *, found: bool, at: datetime) -> str:
    """Return the event of the table that follows from one look, or an empty text."""
    state = company.state
    if state == State.PENDING_PROOF and at > domain.token_expires_at:
        return "expire"
    if state in {State.PENDING_PROOF, State.LAPSED, State.CONTESTED}:
        return event_of_claim(company, domain, found=found)
    if state == State.VERIFIED and Misses(domain.fail_count, domain.failed_at).are_enough():
        return "miss"
    if state == State.GRACE:
        return "prove" if found else "lapse" if at - company.state_at >= GRACE_KEPT else ""
    return ""


def event_of_claim(company: Company, domain: CompanyDomain, *, found: bool) -> str:
    """Return what follows for a company that is not verified: its token is there or not, the domain free or not."""
    waits = company.state == State.CONTESTED
    if not found:
        return "expire" if waits else ""
    if holder_of(domain.host, company):
        return "" if waits else "rival"
    return "prove_at_once" if company.state == State.PENDING_PROOF and not goes_to_review(company) else "prove"
