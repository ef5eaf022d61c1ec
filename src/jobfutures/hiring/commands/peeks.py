"""An owner looks at cards before all are in: with a reason, told to the panel, printed in the decision."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import MemberRole
from jobfutures.companies.queries import role_in
from jobfutures.hiring.commands.moving import locked
from jobfutures.hiring.models import Interview, InterviewState, Panelist, Peek, Scorecard, State
from jobfutures.hiring.rules.scorecards import DONE, are_open
from jobfutures.ledger.commands import record
from jobfutures.notices.telling import tell


class CannotPeek(Exception):
    """Nothing is shown; the sentence says why."""


@transaction.atomic
def peek_cards(*, by: User, interview: Interview, why: str, at: datetime) -> Peek:
    """Write down that an owner reads what is in so far. Every look is one of its own."""
    application = locked(interview.application)
    company = application.job.company
    if role_in(company, by) != MemberRole.OWNER:
        raise PermissionDenied
    check_sealed(by, interview, application.state)
    made = Peek.objects.create(application=application, interview=interview, viewer=by, why=why, at=at)
    record(by=by, kind="hiring.peek", subject=interview.ledger_subject(), at=at, fields=["cards"])
    path = f"/hire/{company.slug}/interviews/{interview.pk}/cards/"
    for seat in Panelist.objects.filter(interview=interview, removed_at=None).select_related("person"):
        if seat.person_id != by.pk:
            subject = _("somebody read scorecards before all were in")
            tell(seat.person, subject=subject, template="hiring/mail/peeked.txt", path=path, at=at)
    return made


def check_sealed(by: User, interview: Interview, state: str) -> None:
    cards = list(Scorecard.objects.filter(interview=interview).values_list("author", "state"))
    own = next((of for author, of in cards if author == by.pk), None)
    if own is not None and own not in DONE:
        raise CannotPeek(_("Write your own card first: what others say would change it."))
    if are_open([of for _author, of in cards], own=own):
        raise CannotPeek(_("Every card is in, and open to you without a look of this kind."))
    if state != State.INTERVIEWING or interview.state != InterviewState.COMPLETED:
        raise CannotPeek(_("There is no card to look at now."))
