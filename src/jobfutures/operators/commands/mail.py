"""What an operator does with letters that could not be sent."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django_ox.actions import discard, retry
from django_ox.models import OxTask

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.notices.commands.letters import deliver_letter
from jobfutures.notices.models import Letter
from jobfutures.notices.queries.outbox import failed_tasks


@transaction.atomic
def send_again(*, by: User, letter: Letter, at: datetime) -> None:
    """Try a letter again at once. Where a task of it is left, that one runs again; two of one letter send it once."""
    if not by.is_operator:
        raise PermissionDenied
    if not any(retry(task.pk) for task in tasks_of(letter)):
        deliver_letter.enqueue(str(letter.pk))
    record(by=by, kind="operators.letter_sent_again", subject=f"notices.letter:{letter.pk}", at=at)


@transaction.atomic
def discard_letter(*, by: User, letter: Letter, at: datetime) -> None:
    """Give up a letter, for good: nobody can be reached there."""
    if not by.is_operator:
        raise PermissionDenied
    for task in tasks_of(letter):
        discard(task.pk)
    Letter.objects.waiting().filter(pk=letter.pk).delete()
    record(by=by, kind="operators.letter_given_up", subject=f"notices.letter:{letter.pk}", at=at)


def tasks_of(letter: Letter) -> list[OxTask]:
    return [task for task in failed_tasks() if str(task.args[0]) == str(letter.pk)]
