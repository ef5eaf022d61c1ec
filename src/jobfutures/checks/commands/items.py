"""What operators do with single items: withdraw one, take it back, close a review. About items only, never a person.

The ledger takes names and no values, so the reason of an act is one of a few, and its name stands there.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.checks.models import Item, Reason, Review
from jobfutures.ledger.commands import record


class Withdrawal(models.TextChoices):
    """Why an item is not asked any more."""

    WRONG = "WRONG", _("Its answer is wrong")
    UNCLEAR = "UNCLEAR", _("It can be read in two ways")
    OUTDATED = "OUTDATED", _("What it asks is no longer so")
    LEAKED = "LEAKED", _("Its answers are known outside")
    UNFAIR = "UNFAIR", _("It favours a group")


class Return(models.TextChoices):
    """Why an item is asked again."""

    MENDED = "MENDED", _("It was mended")
    SOUND = "SOUND", _("It was looked at and is sound")


class CannotDecide(Exception):
    """The act was not done; the sentence is for the operator."""


def check_operator(by: User) -> None:
    if not by.is_operator:
        raise PermissionDenied


@transaction.atomic
def withdraw_item(*, by: User, item: Item, reason: str, at: datetime) -> None:
    """Ask an item no more, from the next question on; answers that were given keep their weight.

    reason: of Withdrawal. Raises CannotDecide where it is withdrawn already.
    """
    check_operator(by)
    if not Item.objects.filter(pk=item.pk, withdrawn_at=None).update(withdrawn_at=at):
        raise CannotDecide(_("This item is withdrawn already."))
    record(by=by, kind="checks.withdrawn", subject=item.ledger_subject(), at=at, fields=[reason.lower()])


@transaction.atomic
def withdraw_leaked(*, item: Item, at: datetime) -> None:
    """Withdraw an item that the calibration found to be known outside. No account acts."""
    if Item.objects.filter(pk=item.pk, withdrawn_at=None).update(withdrawn_at=at):
        fields = [Withdrawal.LEAKED.value.lower()]
        record(by=None, kind="checks.withdrawn", subject=item.ledger_subject(), at=at, fields=fields)


@transaction.atomic
def take_item_back(*, by: User, item: Item, reason: str, at: datetime) -> None:
    """Let a withdrawn item be asked again. reason: of Return.  Raises CannotDecide where it is not withdrawn.

    The review of its leak, if one waits, is closed with it: it was looked at.
    """
    check_operator(by)
    if not Item.objects.filter(pk=item.pk).exclude(withdrawn_at=None).update(withdrawn_at=None):
        raise CannotDecide(_("This item is not withdrawn."))
    said = str(Return(reason).label)
    Review.objects.waiting().filter(item=item, reason=Reason.LEAKED).update(closed_at=at, decision=said)
    record(by=by, kind="checks.returned", subject=item.ledger_subject(), at=at, fields=[reason.lower()])


@transaction.atomic
def close_review(*, by: User, review: Review, decision: str, at: datetime) -> None:
    """Close a review with what was decided, in words. Raises CannotDecide where it is closed already."""
    check_operator(by)
    if not Review.objects.waiting().filter(pk=review.pk).update(closed_at=at, decision=decision):
        raise CannotDecide(_("This review was closed already, in another window perhaps; that decision stays."))
    fields = [review.reason.lower(), "decision"]
    record(by=by, kind="checks.reviewed", subject=review.item.ledger_subject(), at=at, fields=fields)
