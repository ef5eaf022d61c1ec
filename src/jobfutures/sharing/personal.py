"""What a person shared, and what was asked of them: theirs to take, and it goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.sharing.models import GONE, Grant, Receipt, Request, RequestQuerySet


def export(person: User) -> dict[str, object]:
    """Looks are told by role and company, not by the name of the member: that is a third person's."""
    grants = Grant.objects.visible_to(person).select_related("company").newest_first()
    receipts = Receipt.objects.visible_to(person).select_related("grant__company").newest_first()
    requests = Request.objects.visible_to(person).select_related("company").newest_first()
    return {
        "sharing_grants.json": [grant_facts(one) for one in grants],
        "sharing_receipts.json": [
            {
                "grant": one.grant_id,
                "company": one.grant.company.name if one.grant.company else None,
                "role": one.role,
                "fields": one.fields,
                "at": one.at,
            }
            for one in receipts
        ],
        "sharing_requests.json": [
            {
                "company": one.company.name,
                "fields": one.fields,
                "purpose": one.purpose,
                "message": one.message,
                "at": one.at,
                "answered_at": one.answered_at,
            }
            for one in requests
        ],
    }


def grant_facts(grant: Grant) -> dict[str, object]:
    names = (
        "id", "reader_email", "fields", "purpose", "roles", "mode", "frozen", "given_at", "confirmed_at", "expires_at",
        "max_reads", "reads", "revoked_at", "preview", "notice",
    )  # fmt: skip
    return {"company": grant.company.name if grant.company else None, **{name: getattr(grant, name) for name in names}}


def erase(person: User, at: datetime) -> None:
    """Take back all grants, and the address out of requests and of grants that others gave: a company keeps that it
    asked somebody, not whom."""
    Grant.objects.filter(owner=person).delete()
    Request.objects.filter(candidate=person).update(candidate=None)
    addresses = list(confirmed_addresses(person))
    forget_asked(Request.objects.filter(email__in=addresses))
    received = Grant.objects.filter(reader_email__in=addresses)
    received.filter(revoked_at=None).update(revoked_at=at, frozen=None)
    received.update(reader_email=GONE)


def forget_asked(requests: RequestQuerySet) -> None:
    """Take out whom these asked, and what was said: a company keeps that it asked somebody."""
    requests.update(candidate=None, email="", message="")
