"""Links from a company's own pages to what was sent to it, with the number that waits."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.linking import HireLink
from jobfutures.companies.models import Company, MemberRole
from jobfutures.hiring.models import Application, Turn
from jobfutures.hiring.models.application import HIRING_ROLES


def links(viewer: User, companies: Sequence[Company], roles: dict[UUID, str]) -> dict[UUID, list[HireLink]]:
    """Return the links of each company: what was sent, interviews, and for owners the reports on groups. One query
    for any number of companies.
    """
    hires = [one for one in companies if roles.get(one.pk) in HIRING_ROLES]
    waiting = waiting_at(viewer, hires, roles)
    return {one.pk: links_for(one, roles.get(one.pk, ""), waiting.get(one.pk, 0)) for one in companies}


def links_for(company: Company, role: str, waiting: int) -> list[HireLink]:
    found = [
        HireLink(_("Applications"), reverse("hiring:company_applications", args=[company.slug]), waiting),
        HireLink(_("Interviews"), reverse("hiring:interviews", args=[company.slug])),
    ]
    if role == MemberRole.OWNER:
        found.append(HireLink(_("Who goes on, by group"), reverse("hiring:company_impact", args=[company.slug])))
    return found


def waiting_at(viewer: User, companies: Sequence[Company], roles: dict[UUID, str]) -> dict[UUID, int]:
    """Return how many wait for an answer of each company."""
    if not companies:
        return {}
    counts = [
        Application.objects.seen_by(viewer, one, roles[one.pk]).filter(turn=Turn.COMPANY).order_by()
        .values_list("company").annotate(number=Count("pk"))
        for one in companies
    ]  # fmt: skip
    return dict(counts[0].union(*counts[1:], all=True))
