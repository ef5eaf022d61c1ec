"""The interviews of an application are over, and every card of them is in: now somebody decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.companies.queries import recruiters_of
from jobfutures.hiring.commands.moving import locked, move
from jobfutures.hiring.models import Application, Interview, InterviewState, Scorecard, State
from jobfutures.hiring.rules import interviews
from jobfutures.hiring.rules.applications import Actor
from jobfutures.hiring.rules.scorecards import DONE
from jobfutures.notices.telling import tell


@transaction.atomic
def conclude_if_in(application: Application, *, at: datetime) -> Application:
    """Go on to the decision where nothing is waited for any more: no interview is to come, one was held, and every card
    of those held is in or waived. Safe to repeat. Tells whoever decides.
    """
    found = locked(application)
    if found.state != State.INTERVIEWING or not is_over(found):
        return found
    moved = move(found, "conclude", by=None, role=Actor.SYSTEM, at=at)
    company = moved.job.company
    path = f"/hire/{company.slug}/applications/{moved.pk}/decision/"
    for person in recruiters_of(company):
        subject = _("every scorecard of an application is in")
        tell(person, subject=subject, template="hiring/mail/concluded.txt", path=path, at=at)
    return moved


def is_over(application: Application) -> bool:
    states = set(Interview.objects.filter(application=application).values_list("state", flat=True))
    held = Scorecard.objects.filter(interview__application=application, interview__state=InterviewState.COMPLETED)
    return (
        InterviewState.COMPLETED in states
        and states.isdisjoint(interviews.LIVE)
        and not held.exclude(state__in=DONE).exists()
    )
