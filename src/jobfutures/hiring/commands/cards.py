"""A panel's scorecards: written by each author alone, in once and for all, amended beside, or waived."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.queries import role_in
from jobfutures.hiring.commands.concluding import conclude_if_in
from jobfutures.hiring.commands.moving import check_hires, locked
from jobfutures.hiring.models import Amendment, CardState, Interview, InterviewState, Panelist, Rating, Scorecard, State
from jobfutures.hiring.queries.cards import criteria_of, said_now
from jobfutures.hiring.rules.scorecards import IN, STEPS, Actor, Fault, Said, Written, changes, faults, may_waive
from jobfutures.ledger.transitions import Step, transition

CARDS = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}
WRITING = (InterviewState.SCHEDULED, InterviewState.COMPLETED)


class CannotWrite(Exception):
    """The card stays as it is; the sentence says why. faults: (criterion, what is missing)."""

    def __init__(self, sentence: str, found: Iterable[tuple[str, Fault]] = ()) -> None:
        super().__init__(sentence)
        self.faults = list(found)


class IsStale(CannotWrite):
    """It was changed since the page was opened, in another tab."""


@transaction.atomic
def save_card(*, by: User, card: Scorecard, written: Written, version: str, at: datetime) -> Scorecard:
    """Keep a draft as it is typed; nobody but the author reads it. version: of the card that they saw."""
    found = opened(by, card)
    check_draft(found, version)
    return stored(found, by, written, at)


@transaction.atomic
def submit_card(*, by: User, card: Scorecard, written: Written, version: str, at: datetime) -> Scorecard:
    """Hand a card in. From then on it stays as it is, and the others may come into sight."""
    found = opened(by, card)
    check_draft(found, version)
    if found.interview.state != InterviewState.COMPLETED:
        raise CannotWrite(_("Your draft is not in yet: say first, on the page of the interview, that it was held."))
    check_whole(found, written)
    found = stored(found, by, written, at)
    Scorecard.objects.filter(pk=found.pk).update(submitted_at=at)
    moved = transition(found, "submit", table=CARDS, by=by, role=Actor.AUTHOR, at=at)
    conclude_if_in(found.interview.application, at=at)
    return moved


@transaction.atomic
def amend_card(
    *, by: User, card: Scorecard, written: Written, reason: str, version: str, at: datetime
) -> Amendment:  # fmt: skip
    """Say beside a card that is in what its author would say differently now, and why."""
    found = opened(by, card, states=(State.INTERVIEWING, State.DECIDING))
    check_version(found, version)
    if found.state not in IN:
        raise CannotWrite(_("Only a card that is in can be amended."))
    check_whole(found, written)
    before = said_now(found)
    changed = changes(before.ratings, written.ratings)
    recommend = written.recommend if written.recommend != before.recommend else ""
    if not changed and not recommend:
        raise CannotWrite(_("Nothing here differs from what your card says already."))
    ratings = {one: {"level": said.level, "evidence": said.evidence} for one, said in changed.items()}
    made = Amendment.objects.create(card=found, reason=reason, ratings=ratings, recommend=recommend, at=at)
    Scorecard.objects.filter(pk=found.pk).update(changed_at=at)
    transition(found, "amend", table=CARDS, by=by, role=Actor.AUTHOR, at=at)
    return made


@transaction.atomic
def waive_card(*, by: User, card: Scorecard, reason: str, at: datetime) -> Scorecard:
    """Wait no longer for a card that does not come. Raises IllegalTransition for one that is in."""
    check_hires(by, card.interview.application.job.company)
    found = whole(card)
    interview = found.interview
    if found.author_id == by.pk:
        raise CannotWrite(_("Your own card is yours to write: somebody else has to waive it."))
    if interview.application.state != State.INTERVIEWING or interview.state != InterviewState.COMPLETED:
        raise CannotWrite(_("Nobody waits for this card."))
    if not may_waive(held_at=held_at(interview), at=at):
        raise CannotWrite(_("A card can be waived 5 days after the interview. Until then, ask its author."))
    Scorecard.objects.filter(pk=found.pk).update(waived_by=by, waive_reason=reason, changed_at=at)
    moved = transition(found, "waive", table=CARDS, by=by, role=Actor.RECRUITER, at=at)
    conclude_if_in(interview.application, at=at)
    return moved


def held_at(interview: Interview) -> datetime:
    """Return when a completed interview ended."""
    begun = interview.starts_at or interview.state_at
    return begun + timedelta(minutes=interview.minutes)


def whole(card: Scorecard) -> Scorecard:
    """Return a card as it is now, locked, after its application: two who act at once stand one behind the other."""
    application = locked(card.interview.application)
    rows = Scorecard.objects.select_for_update(of=("self",)).select_related("interview__kit")
    found = rows.get(pk=card.pk)
    found.interview.application = application
    return found


def opened(by: User, card: Scorecard, states: Iterable[str] = (State.INTERVIEWING,)) -> Scorecard:
    """Return the author's own card, locked, of an interview where they still sit. Raises PermissionDenied."""
    found = whole(card)
    interview = found.interview
    company = interview.application.job.company
    seen = Interview.objects.seen_by(by, company, role_in(company, by)).filter(pk=interview.pk)
    seats = Panelist.objects.filter(interview=interview, person=by, removed_at=None)
    if found.author_id != by.pk or not seats.exists() or not seen.exists():
        raise PermissionDenied
    if interview.application.state not in states:
        raise CannotWrite(
            _("This application has moved on, so its cards stay as they are. What you typed stands below.")
        )
    if interview.state not in WRITING:
        raise CannotWrite(_("This interview was not held, so it needs no card."))
    return found


def check_draft(card: Scorecard, version: str) -> None:
    if card.state in IN:
        raise CannotWrite(_("Your card is in already, and stays as it is. You can amend it."))
    if card.state == CardState.WAIVED:
        raise CannotWrite(_("Your card was waived: nobody waits for it any more. What you typed stands below."))
    check_version(card, version)


def check_version(card: Scorecard, version: str) -> None:
    if version != card.changed_at.isoformat():
        raise IsStale(
            _("This card was changed in another tab since this page was opened. Nothing was saved; what you typed "
              "stands below. Open the page anew to see what is kept.")
        )  # fmt: skip


def check_whole(card: Scorecard, written: Written) -> None:
    found = faults(written.ratings, [str(one.pk) for one in criteria_of(card.interview.kit)], written.recommend)
    if found:
        raise CannotWrite(_("Not in yet: something is missing, and the sentence stands below it."), found)


def stored(card: Scorecard, by: User, written: Written, at: datetime) -> Scorecard:
    """Write what was typed; what belongs to no criterion and no question of the kit is left out."""
    if card.state == CardState.ASSIGNED:
        transition(card, "begin", table=CARDS, by=by, role=Actor.AUTHOR, at=at)
    kit = card.interview.kit
    said = {one.pk: written.ratings.get(str(one.pk), Said()) for one in criteria_of(kit)}
    card.ratings.all().delete()
    Rating.objects.bulk_create(
        Rating(card=card, criterion_id=pk, level=one.level, evidence=one.evidence) for pk, one in said.items()
    )
    known = {str(pk) for pk in kit.questions.values_list("pk", flat=True)}
    asked = [one for one in written.asked if one in known]
    facts = {"asked": asked, "recommend": written.recommend, "changed_at": at}
    Scorecard.objects.filter(pk=card.pk).update(**facts)
    card.refresh_from_db(fields=["state", "state_at", *facts])
    return card
