"""Links from a company's own pages to what was sent to it, with the number that waits."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.linking import HireLink
from jobfutures.companies.models import Company, Membership
from jobfutures.hiring.models import Application, Turn
from jobfutures.hiring.models.application import HIRING_ROLES


def links(viewer: User, companies: Sequence[Company]) -> dict[UUID, list[HireLink]]:
    """Return a link for each company. Two queries for any number of them."""
    rows = Membership.objects.live().filter(person=viewer, company__in=companies)
    roles = dict(rows.values_list("company", "role"))
    hires = [one for one in companies if roles.get(one.pk) in HIRING_ROLES]
    waiting = waiting_at(viewer, hires, roles)
    return {one.pk: [link(one, waiting.get(one.pk, 0))] for one in companies}


def link(company: Company, waiting: int) -> HireLink:
    return HireLink(_("Applications"), reverse("hiring:company_applications", args=[company.slug]), waiting)


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
