"""What a posting waits for before it may close, and where everybody is answered; `jobs` finds this by its name."""

from uuid import UUID

from django.urls import reverse

from jobfutures.hiring.models import Application
from jobfutures.jobs.models import Job


def waiting_for(job: UUID) -> int:
    """Return how many people applied and have no final answer. Who hides from the company by now is not among them:
    it could not answer them.
    """
    found = Job.objects.select_related("company").get(pk=job)
    return Application.objects.live().filter(job=found).not_hidden_from(found.company).count()


def address_for(job: Job) -> str:
    """Return where all who wait at a job are answered in one go."""
    return reverse("hiring:bulk", args=[job.company.slug, job.pk])
