"""What a posting waits for before it may close; `jobs` finds this module by its name."""

from uuid import UUID

from jobfutures.hiring.models import Application


def waiting_for(job: UUID) -> int:
    """Return how many people applied and have no final answer."""
    return Application.objects.live().filter(job=job).count()
