"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.companies.models import Company


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number of companies that wait for a decision)."""
    return [
        (
            _("Companies"),
            reverse("companies:operate"),
            Company.objects.filter(state__in=["IN_REVIEW", "CONTESTED"]).count(),
        )
    ]
