"""That one applies here, and how far somebody is with it; `jobs` finds this module by its name."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.models import Application, State
from jobfutures.hiring.rules.applications import may_apply_again
from jobfutures.kit.rooms import Onward


def address_for(job: UUID) -> str:
    """Return where one applies to a job."""
    return reverse("hiring:apply", args=[job])


def standing_for(person: User, job: UUID) -> Onward | None:
    """Return how far somebody is with a job, for nobody but them; None where they could begin. One query."""
    rows = Application.objects.visible_to(person).filter(job=job).only("state", "submitted_at").newest_first()
    found = next((one for one in rows if not may_apply_again(one.state)), None)
    if found is None:
        return None
    if found.state == State.DRAFT:
        return Onward(
            _("Go on with it"), found.get_absolute_url(), _("You have begun an application, and not sent it.")
        )
    return Onward(_("Your application"), found.get_absolute_url(), _("You have applied for this job."))
