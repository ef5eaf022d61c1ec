"""The rows of this room; Django looks for them here."""

from jobfutures.companies.models.company import Company, CompanyQuerySet, Size, State
from jobfutures.companies.models.members import (
    ACTING,
    PEOPLE,
    PEOPLE_CHOICES,
    RECRUITING,
    Invitation,
    MemberRole,
    Membership,
    MembershipQuerySet,
)
from jobfutures.companies.models.proof import CompanyDomain, DomainState, Logo, Method, Review

__all__ = [
    "ACTING",
    "PEOPLE",
    "PEOPLE_CHOICES",
    "RECRUITING",
    "Company",
    "CompanyDomain",
    "CompanyQuerySet",
    "DomainState",
    "Invitation",
    "Logo",
    "MemberRole",
    "Membership",
    "MembershipQuerySet",
    "Method",
    "Review",
    "Size",
    "State",
]
