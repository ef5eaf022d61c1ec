"""The way from a posting to its interview plan; `jobs` finds this module by its name."""

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.jobs.models import Job
from jobfutures.kit.rooms import Onward


def links_for(job: Job) -> list[Onward]:
    """Return what a member of the company finds beside a posting of theirs."""
    address = reverse("plans:plan", args=[job.company.slug, job.pk])
    return [Onward(_("Interview plan"), address, _("What is asked and judged, the same for everybody"))]
