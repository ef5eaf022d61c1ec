"""An application goes from state to state: the line of the timeline, whose turn it is, and the times go with it."""

from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import ACTING, Company
from jobfutures.companies.queries import role_in
from jobfutures.hiring.commands.announcing import announce_line
from jobfutures.hiring.commands.ending import settle_end
from jobfutures.hiring.models import Application, Happening, Interview
from jobfutures.hiring.models.application import HIRING_ROLES
from jobfutures.hiring.rules.applications import ENDED, KEPT, REPLIES, STEPS, Actor
from jobfutures.hiring.rules.turns import Side, turn
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.transitions import IllegalTransition, Step, allowed, transition

TABLE = {of: Step(to, frozenset(by)) for of, (to, by) in STEPS.items()}
SIDES = {Actor.CANDIDATE: Side.CANDIDATE, Actor.RECRUITER: Side.COMPANY, Actor.SYSTEM: Side.NOBODY}


class CannotAct(Exception):
    """The application stays as it is; the sentence says why, to whoever acts."""


def check_hires(by: User, company: Company) -> None:
    """Let people who recruit for a company act; no program, for what is decided here is about a person."""
    if role_in(company, by) not in HIRING_ROLES:
        raise PermissionDenied


def check_acts(by: User, company: Company) -> None:
    """Let people who recruit for a company act, and its programs."""
    if role_in(company, by) not in ACTING:
        raise PermissionDenied


def locked(application: Application) -> Application:
    """Return it as it is now, locked, with its job and company beside it."""
    rows = Application.objects.select_for_update(of=("self",)).select_related("job__company", "candidate")
    return rows.get(pk=application.pk)


def check_step(application: Application, event: str, role: Actor) -> None:
    """Refuse an impossible event before anything else is looked at."""
    steps = allowed(TABLE, application.state, role)
    if event not in steps:
        raise IllegalTransition(event, application.state, steps)


def move(
    application: Application, event: str, *, by: User | None, role: Actor, at: datetime, text: str = "", **facts: object
) -> Application:
    """Move a locked application and write what comes with it. Raises IllegalTransition, which changes nothing.

    text: what the actor says with it; both sides read it in the timeline.
    """
    check_step(application, event, role)
    Application.objects.filter(pk=application.pk).update(**facts)  # complete before its state says so
    moved = transition(application, event, table=TABLE, by=by, role=role, at=at)
    add_line(moved, event, side=SIDES[role], by=by, at=at, text=text)
    if moved.state in ENDED:
        times = {"ended_at": at, "retention_until": at + KEPT}
        Application.objects.filter(pk=moved.pk).update(**times)
        settle_end(moved, event=event, at=at)
    keep_turn(moved, at=at)
    application.refresh_from_db()
    return application


def add_line(
    application: Application, event: str, *, side: Side, by: User | None, at: datetime, text: str = "",
    interview: Interview | None = None, key: UUID | None = None,
) -> Happening:  # fmt: skip
    """Write one line of the timeline; the company's first answer is kept for its public figures.

    key: of the form; see `line_id`.
    """
    if side == Side.COMPANY and event in REPLIES:
        Application.objects.filter(pk=application.pk, first_reply_at=None).update(first_reply_at=at)
    Application.objects.filter(pk=application.pk).update(changed_at=at)
    announce_line(application, event, side=side, interview=interview, at=at)
    return Happening.objects.create(
        pk=line_id(application, key) if key else uuid7(),
        application=application, interview=interview, event=event, side=side, by=by, text=text, at=at,
    )  # fmt: skip


def line_id(application: Application, key: UUID) -> UUID:
    """Return the number that a line written by one form has, so that a form sent twice writes one line."""
    return uuid5(application.pk, str(key))


def keep_turn(application: Application, *, at: datetime) -> None:
    """Work out anew whose turn it is, after an act of either side at `at`."""
    now = Application.objects.get(pk=application.pk)
    interviews = [one.held() for one in Interview.objects.filter(application=now)]
    found = turn(now.state, acted_at=at, promise_days=now.promise_days, interviews=interviews)
    Application.objects.filter(pk=now.pk).update(
        turn=found.side, turn_since=found.since, due_at=found.due_at, reminded_at=None
    )


def refusal_of(refused: IllegalTransition) -> str:
    """Return the sentence for an event that came too late, or twice."""
    return _("This is not possible any more: the application has moved on. Look at it again.")
