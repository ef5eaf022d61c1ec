"""Owners find the programs that act for their company beside its other links."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.linking import HireLink
from jobfutures.companies.models import Company, MemberRole


def links(_viewer: User, companies: Sequence[Company], roles: dict[UUID, str]) -> dict[UUID, list[HireLink]]:
    return {
        one.pk: [HireLink(_("Programs that act for it"), reverse("clients:clients", args=[one.slug]))]
        for one in companies
        if roles.get(one.pk) == MemberRole.OWNER
    }
