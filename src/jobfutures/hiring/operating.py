"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, no number: nothing of hiring waits for an operator)."""
    return [(_("Hiring: who goes on, by group"), reverse("hiring:impact"), None)]
