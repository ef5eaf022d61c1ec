"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.notices.queries.outbox import failed_tasks
from jobfutures.operators.queries.content import faults_of_last


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number that waits)."""
    return [
        (_("People"), reverse("operators:people"), None),
        (_("Mail"), reverse("operators:mail"), failed_tasks().count()),
        (_("Content"), reverse("operators:content"), faults_of_last()),
        (_("Numbers"), reverse("operators:numbers"), None),
    ]
