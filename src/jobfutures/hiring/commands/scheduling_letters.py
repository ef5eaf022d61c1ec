"""Letters about interviews: what kind of thing happened, and where to look. No time, no name, no word of anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Membership
from jobfutures.companies.queries import recruiters_of
from jobfutures.hiring.models import Interview
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.notices.telling import tell


@dataclass(frozen=True, slots=True)
class Letter:
    subject: Any
    template: str


TIMES = Letter(_("times for an interview"), "hiring/mail/interview_times.txt")
SET = Letter(_("an interview has its time"), "hiring/mail/interview_set.txt")
OTHER = Letter(_("an interview needs other times"), "hiring/mail/interview_other.txt")
OFF = Letter(_("an interview is off"), "hiring/mail/interview_off.txt")
CHANGED = Letter(_("an interview has changed"), "hiring/mail/interview_changed.txt")
SEAT = Letter(_("you are on a panel"), "hiring/mail/interview_seat.txt")
ABSENT = Letter(_("an interview was missed"), "hiring/mail/interview_absent.txt")
TOMORROW = Letter(_("an interview is near"), "hiring/mail/interview_near.txt")
CARD = Letter(_("your card is missing"), "hiring/mail/interview_card.txt")


def tell_candidate(interview: Interview, letter: Letter, *, at: datetime) -> None:
    candidate = interview.application.candidate
    if candidate is not None and candidate.is_active:
        path = reverse("hiring:candidate_interview", args=[interview.pk])
        send(candidate, letter, path, at)


def tell_member(interview: Interview, person: User, letter: Letter, *, at: datetime) -> None:
    path = reverse("hiring:interview", args=[interview.application.job.company.slug, interview.pk])
    send(person, letter, path, at)


def tell_company(
    interview: Interview, letter: Letter, *, at: datetime, panel: bool = True, besides: User | None = None
) -> None:
    """Write to whoever proposed the interview, or to all recruiters once they are gone, and to its panel."""
    told = [*(live_panel(interview) if panel else []), *proposers(interview)]
    for person in dict.fromkeys(told):
        if person != besides:
            tell_member(interview, person, letter, at=at)


def live_panel(interview: Interview) -> list[User]:
    """Return who sits in it and still acts for the company."""
    company = interview.application.job.company
    members = Membership.objects.live().filter(company=company).values("person")
    seats = interview.panel.filter(removed_at=None, person__in=members).select_related("person")
    return [seat.person for seat in seats.order_by("pk")]


def proposers(interview: Interview) -> list[User]:
    company = interview.application.job.company
    hires = Membership.objects.live().filter(company=company, role__in=HIRING_ROLES, person=interview.made_by_id)
    found = [one.person for one in hires.select_related("person")] if interview.made_by_id else []
    return found or recruiters_of(company)


def send(person: User, letter: Letter, path: str, at: datetime) -> None:
    tell(person, subject=str(letter.subject), template=letter.template, path=path, at=at)
