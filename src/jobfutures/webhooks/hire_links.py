"""Owners find their webhooks beside the other links of their company."""

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
        one: [HireLink(_("Webhooks"), reverse("webhooks:endpoints", args=[slug]))]
        for one, slug in owned_among(viewer, companies).items()
    }
