"""The one read path: from a grant to values, in one transaction, with a receipt.

What is not granted, declined, left unanswered, revoked or never there comes back alike: parts without values.
"""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership
from jobfutures.disclosure.locking import locked_for_company, locked_for_person
from jobfutures.disclosure.payload import Part, Values, parts_of, payload_of, values_of
from jobfutures.ledger.commands import record
from jobfutures.sharing import rules
from jobfutures.sharing.commands import write_receipt
from jobfutures.sharing.models import Grant, Request


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What one viewer sees of one share at one moment. email: of the person asked, as the company typed it."""

    share: UUID
    purpose: str
    email: str
    parts: list[Part]
    values: Values = field(repr=False)
    until: datetime | None = None

    @property
    def payload(self) -> bytes:
        return payload_of(self.values)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: a member of a company, or a person for themselves. role: empty for a person."""

    viewer: User
    company: Company | None = None
    role: str = ""


def reader_for(viewer: User, slug: str) -> Reader | None:
    """Return the viewer as a live member of a company; None for anybody else. One query."""
    rows = Membership.objects.live().filter(company__slug=slug, person=viewer).select_related("company")
    found = rows.first()
    return Reader(viewer, found.company, found.role) if found else None


@transaction.atomic
def read(*, by: Reader, share: UUID, purpose: str | None, request_id: str, at: datetime) -> Disclosed | None:
    """Return what a reader may see of a request or a grant; None where neither exists for them.

    purpose: what they look for; None for whatever the share says, as its page prints it.
    """
    grant, is_hiding = locked_grant(share, by)
    asked = asked_for(share, by, grant)
    if asked is None and (grant is None or is_hiding):
        return None
    why = closed(grant, by, purpose, at) if grant else rules.Closed.UNKNOWN
    if why is None and is_hiding:
        why = rules.Closed.BLOCKED
    values: Values = {}
    if grant and why is None:
        values = granted_values(grant)
        if values:
            write_receipt(grant=grant, viewer=by.viewer, role=by.role, fields=values, request_id=request_id, at=at)
    elif grant and why:
        record(by=by.viewer, kind="sharing.refused", subject=grant.ledger_subject(), at=at, fields=[why.lower()])
    kinds = asked.fields if asked else rules.kinds_of(grant.fields if grant else ())
    return Disclosed(
        share=share,
        purpose=asked.purpose if asked else grant.purpose if grant else "",
        email=asked.email if asked else "",
        parts=parts_of(kinds, values),
        values=values,
        until=grant.expires_at if grant and values else None,
    )


def locked_grant(share: UUID, by: Reader) -> tuple[Grant | None, bool]:
    """Lock the grant, so that a revocation stands wholly before this read or wholly after it; say also whether its
    owner blocks the company, whose members then get what they get for no one at all. One query.
    """
    if by.company:
        return locked_for_company(share, by.company)
    return locked_for_person(share, by.viewer), False


def asked_for(share: UUID, by: Reader, grant: Grant | None) -> Request | None:
    """Return the request of that number."""
    if by.company is None or (grant and grant.pk == share):
        return None
    return grant.request if grant else Request.objects.of_company(by.company).filter(pk=share).first()


def closed(grant: Grant, by: Reader, purpose: str | None, at: datetime) -> rules.Closed | None:
    """Return why the grant opens nothing for this reader now, or None where it opens."""
    if not grant.owner.is_active or not by.viewer.is_active or grant.state(at) != rules.State.ACTIVE:
        return rules.Closed.STATE
    if by.company and by.role not in grant.roles:
        return rules.Closed.ROLE
    return None if purpose in {None, grant.purpose} else rules.Closed.PURPOSE


def granted_values(grant: Grant) -> Values:
    if grant.frozen is not None:
        return {name: grant.frozen[name] for name in rules.in_order(grant.fields) if name in grant.frozen}
    return values_of(grant.owner, grant.fields)
