"""Companies for tests."""

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, Invitation, Membership
from tests.people import NOON


def company(slug: str = "acme", *, state: str = "VERIFIED", owner: User | None = None) -> Company:
    """Make a company, verified if nothing else is said, with an owner if one is named."""
    made = Company.objects.create(
        slug=slug, name=slug.capitalize(), host=f"{slug}.example", state=state, state_at=NOON, made_at=NOON
    )
    if owner:
        member(made, owner, "OWNER")
    return made


def member(of: Company, who: User, role: str = "RECRUITER") -> Membership:
    return Membership.objects.create(company=of, person=who, role=role, added_at=NOON)


def invitation(of: Company, who: User, role: str = "RECRUITER") -> Invitation:
    return Invitation.objects.create(company=of, email=who.email, role=role, made_at=NOON)
