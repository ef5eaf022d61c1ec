"""For whom a person acts, and what they decided as an operator: theirs to take; acting for somebody ends with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.companies.models import Invitation, Membership, Review


def export(person: User) -> dict[str, object]:
    rows = Membership.objects.filter(person=person).select_related("company").order_by("added_at")
    return {
        "companies.json": [
            {"company": one.company.name, "role": one.role, "added_at": one.added_at, "removed_at": one.removed_at}
            for one in rows
        ],
        "company-decisions.json": [
            {"company": one.company.name, "verdict": one.verdict, "note": one.note, "at": one.at}
            for one in Review.objects.filter(by=person).select_related("company").order_by("at")
        ],
    }


def erase(person: User, at: datetime) -> None:
    Membership.objects.filter(person=person).delete()
    Invitation.objects.filter(email__in=list(confirmed_addresses(person))).delete()
