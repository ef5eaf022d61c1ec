"""What operators and members do to companies."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Invitation, MemberRole, Membership, State
from jobfutures.companies.queries import role_in
from jobfutures.companies.rules import CUT, STEPS, Actor
from jobfutures.ledger.commands import record
from jobfutures.ledger.transitions import Step, transition
from jobfutures.notices.writing import write

TABLE = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}


class CannotChange(Exception):
    """The company or its members stay as they were; the sentence says why."""


@transaction.atomic
def add_company(*, by: User, name: str, slug: str, host: str, owner: str, at: datetime) -> Company:
    """Add a company, not verified yet, and invite its first owner by address. Raises CannotChange."""
    check_operator(by)
    facts = {"name": name, "host": host, "state_at": at, "made_at": at}
    company, is_new = Company.objects.get_or_create(slug=slug, defaults=facts)
    if not is_new:
        raise CannotChange(_("There is a company under this address already."))
    record(by=by, kind="companies.added", subject=company.ledger_subject(), at=at)
    invite(by, company, owner, MemberRole.OWNER, at)
    return company


@transaction.atomic
def move_company(*, by: User, company: Company, event: str, at: datetime) -> Company:
    """Verify, suspend, reinstate or archive. An operator never decides on a company of their own.

    Raises IllegalTransition, and CannotChange where another verified company has the domain.
    """
    role = Actor.OPERATOR if by.is_operator and not role_in(company, by) else Actor.OWNER
    if role == Actor.OWNER and role_in(company, by) != MemberRole.OWNER:
        raise PermissionDenied
    return moved(company, event, by=by, role=role, at=at)


def moved(company: Company, event: str, *, by: User | None, role: Actor, at: datetime) -> Company:
    try:
        with transaction.atomic():
            transition(company, event, table=TABLE, by=by, role=role, at=at)
    except IntegrityError:
        raise CannotChange(_("Another company is verified for this domain.")) from None
    company.refresh_from_db()
    if company.state in CUT:
        Company.objects.filter(pk=company.pk).update(cut_at=at)
        company.cut_at = at
    return company


@transaction.atomic
def invite_member(*, by: User, company: Company, email: str, role: str, at: datetime) -> None:
    """Invite an address. Nothing tells whether it has an account, or is a member's."""
    check_owner(by, company)
    if company.state not in {State.VERIFIED, State.GRACE}:
        raise CannotChange(_("Only a verified company invites members."))
    invite(by, company, email, role, at)


def invite(by: User, company: Company, email: str, role: str, at: datetime) -> None:
    address = email.strip().lower()
    facts = {"role": role, "by": by, "made_at": at}
    Invitation.objects.update_or_create(company=company, email=address, answered_at=None, defaults=facts)
    record(by=by, kind="companies.invited", subject=company.ledger_subject(), at=at)
    write(address, _("an invitation to act for a company"), "companies/mail/invited.txt", company=company)


@transaction.atomic
def answer_invitation(*, by: User, invitation: Invitation, accepts: bool, at: datetime) -> None:
    """Join, or decline. One's role changes with a newer invitation."""
    open_one = Invitation.objects.visible_to(by).filter(pk=invitation.pk)
    if not open_one.update(answered_at=at):
        raise CannotChange(_("This invitation was answered already."))
    if accepts:
        Membership.objects.update_or_create(
            company=invitation.company, person=by, removed_at=None,
            defaults={"role": invitation.role}, create_defaults={"role": invitation.role, "added_at": at},
        )  # fmt: skip
        record(by=by, kind="companies.joined", subject=invitation.company.ledger_subject(), at=at)


@transaction.atomic
def remove_member(*, by: User, company: Company, membership: Membership, at: datetime) -> None:
    """End a membership; it takes effect at the member's next request. Raises CannotChange for the last owner."""
    if membership.person != by:
        check_owner(by, company)
    owners = Membership.objects.live().select_for_update().filter(company=company, role=MemberRole.OWNER)
    if membership.role == MemberRole.OWNER and len(owners) == 1:
        raise CannotChange(_("A company keeps at least one owner. Make somebody else an owner first."))
    Membership.objects.filter(pk=membership.pk, removed_at=None).update(removed_at=at)
    record(by=by, kind="companies.removed", subject=company.ledger_subject(), at=at)


def check_operator(by: User) -> None:
    if not by.is_operator:
        raise PermissionDenied


def check_owner(by: User, company: Company) -> None:
    if role_in(company, by) != MemberRole.OWNER:
        raise PermissionDenied
