"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.exercises.models import Attempt


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number of attempts that our own faults left without a verdict)."""
    return [(_("Runners and attempts"), reverse("exercises:runner"), Attempt.objects.faulty().count())]
