"""Owners find the programs that act for their company beside its other links."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.linking import HireLink
from jobfutures.companies.models import Company
from jobfutures.companies.queries import owned_among


def links(viewer: User, companies: Sequence[Company]) -> dict[UUID, list[HireLink]]:
    """One query for any number of companies."""
    return {
        one: [HireLink(_("Programs that act for it"), reverse("clients:clients", args=[slug]))]
        for one, slug in owned_among(viewer, companies).items()
    }
