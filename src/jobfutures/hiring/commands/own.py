"""What a candidate does with an application that was sent: write, take it back, answer an offer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.limits import allow
from jobfutures.accounts.models import User
from jobfutures.hiring.commands.applying import check_own
from jobfutures.hiring.commands.letters import tell_company
from jobfutures.hiring.commands.moving import CannotAct, add_line, line_id, locked, move
from jobfutures.hiring.models import Application, Happening
from jobfutures.hiring.rules.applications import LIVE, Actor
from jobfutures.hiring.rules.turns import Side
from jobfutures.ledger.commands import record

ANSWERS = ("accept", "refuse")  # to an offer


class TooOften(CannotAct):
    """So many messages came within an hour that this one has to wait; it was not sent."""


@transaction.atomic
def withdraw_application(*, by: User, application: Application, at: datetime) -> Application:
    """Take an application back: the company sees nothing of it from the next look on. Raises IllegalTransition."""
    check_own(by, application)
    moved = move(locked(application), "withdraw", by=by, role=Actor.CANDIDATE, at=at)
    tell_company(moved, subject=_("an application was taken back"), template="withdrawn", at=at)
    return moved


@transaction.atomic
def answer_offer(*, by: User, application: Application, answer: str, text: str, at: datetime) -> Application:
    """Take an offer, or do not. answer: one of ANSWERS. Raises IllegalTransition."""
    check_own(by, application)
    moved = move(locked(application), answer, by=by, role=Actor.CANDIDATE, at=at, text=text)
    tell_company(moved, subject=_("an offer was answered"), template="offer_answered", at=at)
    return moved


@transaction.atomic
def write_to_company(*, by: User, application: Application, text: str, key: UUID, at: datetime) -> Happening:
    """Send a message; whose turn it is, and by when, stays as it was. Raises CannotAct, and TooOften.

    key: of the form, so that a form sent twice says it once.
    """
    check_own(by, application)
    found = locked(application)
    if known := Happening.objects.filter(pk=line_id(found, key)).first():
        return known
    if found.state not in LIVE:
        raise CannotAct(_("This application has ended, so nobody waits for a message. Yours was not sent."))
    if not allow("message", str(by.pk), at):
        raise TooOften(
            _("You have written many messages within an hour. This one is here, and not sent: wait a little.")
        )
    line = add_line(found, "write", side=Side.CANDIDATE, by=by, at=at, text=text, key=key)
    record(by=by, kind="hiring.written", subject=found.ledger_subject(), at=at)
    tell_company(found, subject=_("a message with an application"), template="written_to_company", at=at)
    return line
