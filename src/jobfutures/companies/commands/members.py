"""How people come to act for a company, and stop."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import CannotChange, check_owner
from jobfutures.companies.models import Company, Invitation, MemberRole, Membership, State
from jobfutures.ledger.commands import record
from jobfutures.notices.writing import write


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
