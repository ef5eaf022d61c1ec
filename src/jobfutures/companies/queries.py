"""Answers about who acts for whom."""

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Membership


def role_in(company: Company, person: User) -> str:
    """Return the role of a live member, or an empty text. One query."""
    return Membership.objects.live().filter(company=company, person=person).values_list("role", flat=True).first() or ""


def recruiters_of(company: Company) -> list[User]:
    """Return who is told that something waits: owners and recruiters."""
    rows = Membership.objects.live().filter(company=company).exclude(role="INTERVIEWER").select_related("person")
    return [row.person for row in rows.order_by("added_at")]
