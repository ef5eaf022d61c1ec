"""What a person does with a prediction: commit to an answer, reach the repair, bring along what a browser kept."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.predictions.models import Attempt, Prediction
from jobfutures.predictions.rules import LONGEST_ANSWER, judge


class CannotKeep(Exception):
    """The attempt was not taken; the sentence is for the person."""


@transaction.atomic
def keep_attempt(
    *, by: User, id: UUID, prediction: Prediction, answer: str, at: datetime, fixed: bool = False
) -> Attempt:  # fmt: skip
    """Keep one answer; the same id gives the attempt of the first time. The record decides whether it is right.

    id: of the form, or of what a browser kept.  fixed: whether the repair was reached; it is only ever added.
    Raises CannotKeep where an answer is longer than any that could be right.
    """
    if not answer or len(answer) > LONGEST_ANSWER or "\0" in answer:
        raise CannotKeep(_("This is no answer to a prediction, and so was not kept."))
    found = Attempt.objects.visible_to(by).filter(key=id).first()
    if found is None:
        judged = judge(answer, prediction.truth, prediction.wrong)
        row = Attempt(key=id, prediction=prediction, owner=by, answer=judged.answer, right=judged.right, answered_at=at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # sent twice at the same time
            found = Attempt.objects.visible_to(by).get(key=id)
        else:
            found = row
            record(by=by, kind="predictions.answered", subject=found.ledger_subject(), at=at)
    if fixed:
        reach_repair(by=by, attempt=found)
    return found


@transaction.atomic
def reach_repair(*, by: User, attempt: Attempt) -> None:
    """Note that the program was repaired after this attempt. Safe to repeat."""
    if attempt.prediction.fix:
        Attempt.objects.visible_to(by).filter(pk=attempt.pk).update(fixed=True)
        attempt.fixed = True
