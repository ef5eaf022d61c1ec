"""What a company does with one application: opens it, writes, invites to interviews, says no."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.deciding import decide
from jobfutures.hiring.commands.moving import (
    CannotAct,
    add_line,
    check_acts,
    check_hires,
    check_step,
    keep_turn,
    line_id,
    locked,
    move,
)
from jobfutures.hiring.commands.telling import tell_candidate
from jobfutures.hiring.models import Application, Happening, Outcome, ReasonCode, State
from jobfutures.hiring.rules.applications import LIVE, Actor
from jobfutures.hiring.rules.turns import Side
from jobfutures.ledger.commands import record
from jobfutures.plans.models import Kit
from jobfutures.topics.models import Area


class IsStale(CannotAct):
    """Something happened since the page was opened."""


@dataclass(frozen=True, slots=True)
class No:
    """A decline: why, and what the candidate reads. topic: of SKILLS_TOPIC."""

    reason: ReasonCode
    message: str
    topic: Area | None = None


@transaction.atomic
def open_application(*, by: User, application: Application, at: datetime) -> Application:
    """Note the first look of somebody who hires, and tell the candidate. Whoever comes later changes nothing."""
    check_acts(by, application.job.company)
    found = locked(application)
    if found.state != State.SUBMITTED:
        return found
    opened = move(found, "open", by=by, role=Actor.RECRUITER, at=at, first_view_at=at)
    tell_candidate(opened, _("your application was opened"), "opened", at=at)
    return opened


@transaction.atomic
def write_message(*, by: User, application: Application, text: str, key: UUID, at: datetime) -> Happening:
    """Write to a candidate; a form sent twice writes once. Raises CannotAct where the application has ended."""
    check_acts(by, application.job.company)
    found = locked(application)
    if known := Happening.objects.filter(pk=line_id(found, key)).first():
        return known
    if found.state not in LIVE:
        raise CannotAct(_("The application has ended; nobody is written to any more."))
    line = add_line(found, "write", side=Side.COMPANY, by=by, at=at, text=text, key=key)
    keep_turn(found, at=at)  # the company acted: its promise runs anew
    record(by=by, kind="hiring.wrote", subject=found.ledger_subject(), at=at)
    tell_candidate(found, _("a company wrote to you"), "written", at=at)
    return line


@transaction.atomic
def advance_application(*, by: User, application: Application, version: str, at: datetime) -> Application:
    """Go on to interviews. Raises CannotAct without a plan of them, IsStale, IllegalTransition."""
    check_acts(by, application.job.company)
    found = locked(application)
    check_step(found, "advance", Actor.RECRUITER)
    check_version(found, version)
    if not Kit.objects.filter(plan__job=found.job).exists():
        raise CannotAct(_("This job has no interview plan yet. Write down first what is asked, and what for."))
    stage = min(found.stage + 1, max(len(found.job.stages), 1))
    moved = move(found, "advance", by=by, role=Actor.RECRUITER, at=at, stage=stage)
    tell_candidate(moved, _("a company wants to talk to you"), "advanced", at=at)
    return moved


@transaction.atomic
def decline_application(*, by: User, application: Application, no: No, version: str, at: datetime) -> Application:
    """Say no to one person. Raises IsStale, IllegalTransition."""
    check_hires(by, application.job.company)
    found = locked(application)
    check_step(found, "decline", Actor.RECRUITER)
    check_version(found, version)
    decide(
        by=by, application=found, outcome=Outcome.DECLINE, reason=no.reason, topic=no.topic, message=no.message, at=at
    )
    found.refresh_from_db()
    return found


def check_version(application: Application, version: str) -> None:
    """version: of the page that the act comes from."""
    if version != application.changed_at.isoformat():
        raise IsStale(_("Something happened here since you opened the page. Look at it again before you decide."))
