"""An interview goes from state to state: chosen, moved, cancelled, held, missed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.queries import role_in
from jobfutures.hiring.commands import scheduling_letters as letters
from jobfutures.hiring.commands.concluding import conclude_if_in
from jobfutures.hiring.commands.ending import INTERVIEWS
from jobfutures.hiring.commands.moving import CannotAct, add_line, check_acts, keep_turn, locked
from jobfutures.hiring.commands.panel import assign_cards, drop_cards
from jobfutures.hiring.models import Interview
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.rules.interviews import LATE, Actor
from jobfutures.hiring.rules.turns import Side
from jobfutures.ledger.transitions import IllegalTransition, allowed, transition

SIDES = {Actor.CANDIDATE: Side.CANDIDATE, Actor.RECRUITER: Side.COMPANY, Actor.PANEL: Side.COMPANY}


class IsStale(CannotAct):
    """Somebody else changed the interview since the page was opened."""


def opened(interview: Interview, event: str, role: Actor, version: str) -> Interview:
    """Lock an interview and its application. version: its sequence, as seen. Raises IsStale, IllegalTransition."""
    application = locked(interview.application)
    found = Interview.objects.select_for_update(of=("self",)).select_related("kit__plan").get(pk=interview.pk)
    found.application = application
    check_event(found, event, role)
    if version != str(found.sequence):
        raise IsStale(_("Somebody changed this interview since you opened it. Look at it again, and then decide."))
    return found


def check_event(interview: Interview, event: str, role: Actor) -> None:
    steps = allowed(INTERVIEWS, interview.state, role)
    if event not in steps:
        raise IllegalTransition(event, interview.state, steps)


def act(
    interview: Interview, event: str, *, by: User, role: Actor, at: datetime, text: str = "", **facts: object
) -> Interview:
    """Move an opened interview, with its line of the timeline, its sequence and the turn of its application."""
    Interview.objects.filter(pk=interview.pk).update(sequence=interview.sequence + 1, **facts)
    moved = transition(interview, event, table=INTERVIEWS, by=by, role=role, at=at)
    moved.application, moved.kit = interview.application, interview.kit
    add_line(moved.application, event, side=SIDES[role], by=by, at=at, text=text, interview=moved)
    keep_turn(moved.application, at=at)
    return moved


def check_is_candidate(by: User, interview: Interview) -> None:
    if interview.application.candidate_id != by.pk:
        raise PermissionDenied


def role_of(by: User, interview: Interview) -> Actor:
    """Return as whom a member of the company says how an interview went. Raises PermissionDenied."""
    role = role_in(interview.application.job.company, by)
    if role in HIRING_ROLES:
        return Actor.RECRUITER
    if role and interview.panel.filter(person=by, removed_at=None).exists():
        return Actor.PANEL
    raise PermissionDenied


@transaction.atomic
def choose_time(*, by: User, interview: Interview, slot: int, version: str, at: datetime) -> Interview:
    """Set one of the proposed times; the panel gets its cards. slot: its id.  Raises CannotAct, IllegalTransition."""
    check_is_candidate(by, interview)
    found = opened(interview, "choose", Actor.CANDIDATE, version)
    chosen = found.slots.filter(pk=slot).first()
    if chosen is None or not found.is_asked:
        raise CannotAct(_("This time is not offered any more. Look at what is offered now."))
    if chosen.starts_at <= at:
        raise CannotAct(_("This time is over. Choose another one, or say that none fits."))
    moved = act(
        found, "choose", by=by, role=Actor.CANDIDATE, at=at, starts_at=chosen.starts_at, is_asked=False,
        reminded_at=None,
    )  # fmt: skip
    assign_cards(moved, at)
    letters.tell_company(moved, letters.SET, at=at)
    return moved


@transaction.atomic
def ask_other_times(*, by: User, interview: Interview, text: str, version: str, at: datetime) -> Interview:
    """Say that none of the times fits. Raises CannotAct, IllegalTransition."""
    check_is_candidate(by, interview)
    found = opened(interview, "ask_other", Actor.CANDIDATE, version)
    if not found.is_asked:
        raise CannotAct(_("You have said so already. It is the company's turn to offer other times."))
    moved = act(found, "ask_other", by=by, role=Actor.CANDIDATE, at=at, text=text, is_asked=False)
    letters.tell_company(moved, letters.OTHER, at=at, panel=False)
    return moved


@transaction.atomic
def move_interview(*, by: User, interview: Interview, text: str, version: str, at: datetime) -> Interview:
    """Ask for another time than the one that is set, before it comes. Raises CannotAct, IllegalTransition."""
    check_is_candidate(by, interview)
    found = opened(interview, "move", Actor.CANDIDATE, version)
    if found.starts_at and found.starts_at <= at:
        raise CannotAct(_("Its time has come already. Write to the company."))
    moved = act(found, "move", by=by, role=Actor.CANDIDATE, at=at, text=text, is_asked=False)
    letters.tell_company(moved, letters.OTHER, at=at)
    return moved


@transaction.atomic
def cancel_interview(*, by: User, interview: Interview, text: str, version: str, at: datetime) -> Interview:
    """Call an interview off, with a word to the candidate. Raises CannotAct, IllegalTransition."""
    check_acts(by, interview.application.job.company)
    found = opened(interview, "cancel", Actor.RECRUITER, version)
    moved = act(found, "cancel", by=by, role=Actor.RECRUITER, at=at, text=text, is_asked=False)
    drop_cards(moved)
    letters.tell_candidate(moved, letters.OFF, at=at)
    letters.tell_company(moved, letters.OFF, at=at, besides=by)
    conclude_if_in(moved.application, at=at)
    return moved


@transaction.atomic
def complete_interview(*, by: User, interview: Interview, version: str, at: datetime) -> Interview:
    """Say that it was held; not before it began. Raises CannotAct, IllegalTransition."""
    role = role_of(by, interview)
    found = opened(interview, "complete", role, version)
    if found.starts_at and at < found.starts_at:
        raise CannotAct(_("It has not begun yet."))
    moved = act(found, "complete", by=by, role=role, at=at, reminded_at=None)
    assign_cards(moved, at)
    conclude_if_in(moved.application, at=at)
    return moved


@transaction.atomic
def note_absence(*, by: User, interview: Interview, of_company: bool, version: str, at: datetime) -> Interview:
    """Say that a side was not there, a quarter of an hour after the beginning at the earliest.

    The candidate may say it of the company alone. Raises CannotAct, IllegalTransition.
    """
    is_own = interview.application.candidate_id == by.pk
    if is_own and not of_company:
        raise PermissionDenied
    role = Actor.CANDIDATE if is_own else role_of(by, interview)
    event = "miss_company" if of_company else "miss_candidate"
    found = opened(interview, event, role, version)
    if found.starts_at and at < found.starts_at + LATE:
        raise CannotAct(_("That can be said a quarter of an hour after the beginning. People are late."))
    moved = act(found, event, by=by, role=role, at=at)
    drop_cards(moved)
    if role == Actor.CANDIDATE:
        letters.tell_company(moved, letters.ABSENT, at=at)
    else:
        letters.tell_candidate(moved, letters.ABSENT, at=at)
    conclude_if_in(moved.application, at=at)
    return moved
