"""Looks at proofs again, every hour at those that are due. Safe to repeat."""

from datetime import datetime

import structlog
from django.db.models import Q
from django.tasks import task
from django.utils import timezone

from jobfutures.companies.commands.lifecycle import CannotChange, moved
from jobfutures.companies.commands.proof import Read, look_for_proof, read_proof
from jobfutures.companies.models import Company, CompanyDomain, State
from jobfutures.companies.proof.names import is_connected
from jobfutures.companies.rules import Actor, Misses, is_due
from jobfutures.ledger.transitions import IllegalTransition

LOOKED_AT = (State.VERIFIED, State.GRACE, State.CONTESTED)
log = structlog.get_logger(__name__)


@task
def look_again_hourly() -> None:
    at = timezone.now()
    expire_claims(at=at)
    if is_connected():
        look_at_due(at=at)
    else:
        log.warning("the DNS does not answer: no proof was looked at")


def expire_claims(*, at: datetime) -> int:
    """Take claims back whose token is too old. Return how many."""
    late = Company.objects.filter(state=State.PENDING_PROOF, domain__token_expires_at__lt=at)
    return sum(expired(company, at) for company in late.by_name())


def expired(company: Company, at: datetime) -> bool:
    try:
        moved(company, "expire", by=None, role=Actor.SYSTEM, at=at)
    except (CannotChange, IllegalTransition):
        return False  # it was proved or given up a moment ago
    return True


def look_at_due(*, at: datetime, read: Read = read_proof) -> int:
    """Look at all proofs that are due. Return how many were."""
    candidates = CompanyDomain.objects.filter(Q(company__state__in=LOOKED_AT)).select_related("company")
    number = 0
    for domain in candidates.oldest_look_first():
        misses = Misses(domain.fail_count, domain.failed_at)
        if is_due(domain.company.state, domain.last_checked_at, misses, at):
            number += looked_at(domain, at, read)
    return number


def looked_at(domain: CompanyDomain, at: datetime, read: Read) -> bool:
    try:
        look_for_proof(by=None, domain=domain, at=at, read=read)
    except (CannotChange, IllegalTransition):
        return False  # somebody changed it meanwhile
    return True
