"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.tasks.queries import dead


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number of tasks that failed)."""
    return [(_("Background tasks"), reverse("tasks:tasks"), dead().count())]
