"""What an operator does with tasks that failed, and the upkeep of the queue."""

from datetime import datetime
from uuid import UUID

from django.core.management import call_command
from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext as _
from django_ox import actions

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.tasks.queries import dead

KEPT_DAYS, DEAD_KEPT_DAYS = 7, 90
LONGEST_SUBJECT = 120


class CannotMove(Exception):
    """A task stays as it is; the message is written for the operator."""


@transaction.atomic
def replay_task(*, by: User, task: UUID, at: datetime) -> None:
    """Let a failed task be tried once more, as soon as a worker is free. Raises CannotMove."""
    refuse_others(by)
    if not actions.retry(task):
        raise CannotMove(
            _("This task is no longer among the failed ones. Nothing was changed; look at the list again.")
        )
    record(by=by, kind="tasks.replayed", subject=f"tasks.task:{task}", at=at)


@transaction.atomic
def discard_task(*, by: User, task: UUID, at: datetime) -> None:
    """Close a failed task for good; its row stays, and it is never run. Raises CannotMove."""
    refuse_others(by)
    if not dead().filter(pk=task).exists() or not actions.discard(task):
        raise CannotMove(
            _("This task is no longer among the failed ones. Nothing was changed; look at the list again.")
        )
    record(by=by, kind="tasks.discarded", subject=f"tasks.task:{task}", at=at)


@transaction.atomic
def replay_kind(*, by: User, path: str, at: datetime) -> int:
    """Let every failed task of a kind be tried once more; return how many. Raises CannotMove."""
    refuse_others(by)
    moved, _left = actions.retry_many(dead().filter(task_path=path))
    record_kind(by, "tasks.replayed", path, moved, at)
    return moved


@transaction.atomic
def discard_kind(*, by: User, path: str, at: datetime) -> int:
    """Close every failed task of a kind for good; return how many. Raises CannotMove."""
    refuse_others(by)
    moved, _left = actions.discard_many(dead().filter(task_path=path))
    record_kind(by, "tasks.discarded", path, moved, at)
    return moved


def record_kind(by: User, kind: str, path: str, moved: int, at: datetime) -> None:
    if not moved:
        raise CannotMove(_("No task of this kind is among the failed ones any more. Nothing was changed."))
    record(by=by, kind=kind, subject=f"tasks.kind:{path}"[:LONGEST_SUBJECT], at=at)


def refuse_others(by: User) -> None:
    if not by.is_operator:
        raise CannotMove(_("Only an operator moves tasks. Nothing was changed."))


@task
def prune_tasks() -> None:
    """Forget tasks that are done, after a week, and failed ones after a quarter of a year. Safe to repeat."""
    call_command("ox_prune", older_than=f"{KEPT_DAYS}d", verbosity=0)
    call_command("ox_prune", older_than=f"{DEAD_KEPT_DAYS}d", include_failed=True, verbosity=0)
