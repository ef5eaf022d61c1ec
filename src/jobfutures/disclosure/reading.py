"""The one read path: from a grant to values, in one transaction, with a receipt.

What is not granted, declined, left unanswered, revoked or never there comes back alike: parts without values.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company
from jobfutures.companies.queries import role_in
from jobfutures.disclosure.payload import Part, Values, parts_of, payload_of, values_of
from jobfutures.ledger.commands import record
from jobfutures.profiles.queries import is_blocked
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


@transaction.atomic
def read(
    *, viewer: User, share: UUID, company: Company | None, purpose: str, request_id: str, at: datetime
) -> Disclosed | None:
    """Return what the viewer may see of a request or a grant; None where neither exists for this reader.

    company: for which of their companies they look; None for what was given to them as a person.
    """
    asked = Request.objects.of_company(company).filter(pk=share).first() if company else None
    grant = locked_grant(share, asked, company, viewer)
    if asked is None and (grant is None or is_from_blocker(grant)):
        return None
    why = closed(grant, viewer, purpose, at) if grant else rules.Closed.UNKNOWN
    values: Values = {}
    if grant and why is None:
        values = granted_values(grant)
        if values:
            role = role_in(grant.company, viewer) if grant.company else ""
            write_receipt(grant=grant, viewer=viewer, role=role, fields=values, request_id=request_id, at=at)
    elif grant and why:
        record(by=viewer, kind="sharing.refused", subject=grant.ledger_subject(), at=at, fields=[why.lower()])
    kinds = asked.fields if asked else kinds_of(grant.fields if grant else ())
    return Disclosed(
        share=share,
        purpose=asked.purpose if asked else grant.purpose if grant else "",
        email=asked.email if asked else "",
        parts=parts_of(kinds, values),
        values=values,
        until=grant.expires_at if grant and values else None,
    )


def locked_grant(share: UUID, asked: Request | None, company: Company | None, viewer: User) -> Grant | None:
    """Lock the grant, so that a revocation stands wholly before this read or wholly after it."""
    rows = Grant.objects.to_company(company) if company else Grant.objects.to_person(viewer)
    rows = rows.filter(request=asked) if asked else rows.filter(pk=share)
    pk = rows.values_list("pk", flat=True).first()
    if pk is None:
        return None
    Grant.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk").first()
    return Grant.objects.select_related("company", "owner").filter(pk=pk).first()


def closed(grant: Grant, viewer: User, purpose: str, at: datetime) -> rules.Closed | None:
    """Return why the grant opens nothing for this viewer now, or None where it opens."""
    role = role_in(grant.company, viewer) if grant.company else ""
    if grant.company and not role:
        return rules.Closed.READER
    if not grant.owner.is_active or grant.state(at) != rules.State.ACTIVE:
        return rules.Closed.STATE
    if grant.company and role not in grant.roles:
        return rules.Closed.ROLE
    if purpose != grant.purpose:
        return rules.Closed.PURPOSE
    return rules.Closed.BLOCKED if is_from_blocker(grant) else None


def is_from_blocker(grant: Grant) -> bool:
    """Say whether the owner has blocked the company: its members then get what they get for no one at all."""
    company = grant.company
    return company is not None and is_blocked(grant.owner, slug=company.slug, hosts=[company.host])


def granted_values(grant: Grant) -> Values:
    if grant.frozen is not None:
        return {name: grant.frozen[name] for name in rules.in_order(grant.fields) if name in grant.frozen}
    return values_of(grant.owner, grant.fields)


def kinds_of(fields: Collection[str]) -> list[str]:
    return [kind for name in fields if (kind := rules.kind_of(name))]
