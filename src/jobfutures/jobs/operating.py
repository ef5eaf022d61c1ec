"""What the operator's page shows of this room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.jobs.models import Job


def entries() -> list[tuple[str, str, int | None]]:
    """Return (title, address, number of postings that wait for the operator)."""
    return [(_("Jobs"), reverse("jobs:operate"), Job.objects.queue().count())]
