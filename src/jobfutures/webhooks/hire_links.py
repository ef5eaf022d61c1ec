"""Owners find their webhooks beside the other links of their company."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.linking import HireLink
from jobfutures.companies.models import Company, MemberRole


def links(_viewer: User, companies: Sequence[Company], roles: dict[UUID, str]) -> dict[UUID, list[HireLink]]:
    return {
        one.pk: [HireLink(_("Webhooks"), reverse("webhooks:endpoints", args=[one.slug]))]
        for one in companies
        if roles.get(one.pk) == MemberRole.OWNER
    }
