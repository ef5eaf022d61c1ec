"""What a change of a company's standing does to its postings, in the same transaction."""

from datetime import datetime

from django.utils.translation import gettext as _

from jobfutures.companies.models import Company
from jobfutures.companies.models import State as Standing
from jobfutures.companies.moves import CannotMove
from jobfutures.companies.rules import READING
from jobfutures.jobs.commands.upkeep import moved
from jobfutures.jobs.models import Job, State
from jobfutures.jobs.queries.asking import waiting


def company_moved(company: Company, at: datetime) -> None:
    """Pause what a company without good standing offers. Raises CannotMove where an archived one owes answers."""
    if company.state in READING:
        return
    open_ones = Job.objects.filter(company=company, state__in=[State.PUBLISHED, State.PAUSED, State.CLOSING])
    is_archived = company.state == Standing.ARCHIVED
    if is_archived and (number := sum(waiting(job.pk) for job in open_ones)):
        sentence = _("%(number)d applicants have no answer yet. A company is archived once everybody has one.")
        raise CannotMove(sentence % {"number": number})
    moved(open_ones.filter(state=State.PUBLISHED), "pause", at, letter="" if is_archived else "paused")
