"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.checks.models import Review


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number of items that wait for somebody to look at them)."""
    return [(_("Skill checks"), reverse("checks:operate"), Review.objects.waiting().count())]
