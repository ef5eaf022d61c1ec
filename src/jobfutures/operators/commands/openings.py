"""Breaks the glass: an operator opens one part of one account for an hour, and the person is told at once."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.notices.telling import tell
from jobfutures.operators.models import Look, Opening
from jobfutures.operators.queries.openings import files_of, parts
from jobfutures.operators.rules.openings import LEAST_REASON


class CannotOpen(Exception):
    """Nothing was opened; the message is written for the operator."""


class CannotLook(Exception):
    """The glass is whole again, or there is no such file; the message is written for the operator."""


@transaction.atomic
def break_glass(*, by: User, person: User, part: str, reason: str, at: datetime) -> Opening:
    """Let `by` read one part of what `person` keeps here until an hour from now.

    The letter to the person is in the same transaction: without it nothing opens. Raises CannotOpen.
    """
    if not by.is_operator or not by.is_active:
        raise CannotOpen(_("Only operators can open an account. Nothing was opened."))
    if part not in dict(parts()):
        raise CannotOpen(_("There is no such part of an account. Nothing was opened."))
    if len(reason.strip()) < LEAST_REASON:
        raise CannotOpen(_("Say why in a sentence that the person can understand. Nothing was opened."))
    opening = Opening.objects.create(person=person, operator=by, part=part, reason=reason.strip(), opened_at=at)
    record(by=by, kind="operators.glass_broken", subject=subject_of(person), at=at, fields=[part])
    told = _("an operator opened a part of your account")
    tell(person, subject=told, template="operators/mail/opened.txt", path=reverse("operators:openings"), at=at)
    return opening


@transaction.atomic
def look_at(*, by: User, opening: Opening, file: str, at: datetime) -> object:
    """Return what one file of the part holds, and write down that it was looked at. Raises CannotLook."""
    held = Opening.objects.held_by(by).open_at(at).filter(pk=opening.pk).select_related("person").first()
    if held is None:
        raise CannotLook(_("This opening is over. Nothing was shown; state a reason again if you still need to look."))
    content = files_of(held).get(file)
    if content is None:
        raise CannotLook(_("This part holds no such file, or one that operators never see."))
    Look.objects.create(opening=held, file=file[:200], at=at)
    record(by=by, kind="operators.looked", subject=subject_of(held.person), at=at, fields=[held.part])
    return content


@transaction.atomic
def close_opening(*, by: User, opening: Opening, at: datetime) -> None:
    """Mend the glass before its hour is over; one that is over stays as it is."""
    if Opening.objects.held_by(by).open_at(at).filter(pk=opening.pk).update(ended_at=at):
        record(by=by, kind="operators.glass_mended", subject=subject_of(opening.person), at=at, fields=[opening.part])


def subject_of(person: User) -> str:
    return f"operators.person:{person.pk}"
