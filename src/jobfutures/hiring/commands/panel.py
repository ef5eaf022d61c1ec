"""Who sits in an interview, and the cards that they write."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.queries import members_of
from jobfutures.hiring.commands.moving import CannotAct
from jobfutures.hiring.models import CardState, Interview, Panelist, Scorecard
from jobfutures.hiring.rules.interviews import MOST_PANEL
from jobfutures.jobs.models import Job

UNWRITTEN = (CardState.ASSIGNED, CardState.DRAFTING)  # nobody has heard of them yet


def assign_cards(interview: Interview, at: datetime) -> None:
    """Give each person of the panel a card, once a time is set; whoever has one keeps it."""
    for seat in interview.panel.filter(removed_at=None):
        Scorecard.objects.get_or_create(
            interview=interview, author_id=seat.person_id,
            defaults={"state": CardState.ASSIGNED, "state_at": at, "assigned_at": at, "changed_at": at},
        )  # fmt: skip


def drop_cards(interview: Interview, authors: Collection[User] | None = None) -> None:
    """Take back cards that say nothing to anybody: of some authors, or of all when the interview is not held."""
    cards = Scorecard.objects.filter(interview=interview, state__in=UNWRITTEN)
    (cards if authors is None else cards.filter(author__in=authors)).delete()


def check_panel(job: Job, panel: Collection[User], candidate: User | None) -> None:
    """Refuse whoever does not act for the company, the candidate themselves, and too many or nobody."""
    if not 1 <= len(panel) <= MOST_PANEL:
        raise CannotAct(_("An interview has a panel of 1 to %(most)d people.") % {"most": MOST_PANEL})
    members = {one.person_id for one in members_of(job.company)}
    if any(one.pk not in members or one == candidate for one in panel):
        raise CannotAct(_("Somebody of this panel does not act for the company any more. Look at the panel again."))


def seat(interview: Interview, panel: Collection[User], *, at: datetime) -> list[User]:
    """Let exactly these people sit in an interview; return who is new. Whoever leaves sees nothing of it any more."""
    seats = {one.person: one for one in interview.panel.filter(removed_at=None).select_related("person")}
    gone = [person for person in seats if person not in panel]
    interview.panel.filter(removed_at=None, person__in=gone).update(removed_at=at)
    drop_cards(interview, gone)
    new = [person for person in panel if person not in seats]
    Panelist.objects.bulk_create(Panelist(interview=interview, person=person, added_at=at) for person in new)
    return new
