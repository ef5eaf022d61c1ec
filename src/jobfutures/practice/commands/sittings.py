"""A daily session begins, loses a step that somebody would rather not do, and ends."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.practice.commands.entries import lock
from jobfutures.practice.models import Sitting
from jobfutures.practice.queries_sessions import composed_for


class CannotBegin(Exception):
    """There is nothing that a session could consist of; the sentence is for the person."""


@transaction.atomic
def begin_sitting(*, by: User, minutes: int, key: UUID, at: datetime) -> Sitting:
    """Compose a session and begin it; one that is open ends. The same key twice is one session.

    minutes: of LENGTHS. Raises CannotBegin where nothing is published that could be practised.
    """
    lock(by)
    known = Sitting.objects.visible_to(by).filter(pk=key).first()
    if known:
        return known
    steps = composed_for(by, minutes, at)
    if not steps:
        raise CannotBegin(_("Nothing is written yet that fits this time and your plan. Nothing was begun."))
    Sitting.objects.visible_to(by).filter(ended_at=None).update(ended_at=at)
    free = uuid4() if Sitting.objects.filter(pk=key).exists() else key
    return Sitting.objects.create(
        id=free, owner=by, minutes=minutes, steps=[asdict(step) for step in steps], begun_at=at
    )


@transaction.atomic
def skip_step(*, by: User, sitting: Sitting, name: str, again: bool) -> None:
    """Leave a step out, or take it up again. `done` holds the names of what is left out; the rest is counted."""
    row = Sitting.objects.visible_to(by).select_for_update().get(pk=sitting.pk)
    names = [f"{step['kind']}:{step['key']}" for step in row.steps]
    left = [one for one in row.done if one != name]
    row.done = left if again or name not in names else [*left, name]
    row.save(update_fields=["done"])


def end_sitting(*, by: User, sitting: Sitting, at: datetime) -> None:
    """End a session as it stands. One that has ended keeps its time."""
    Sitting.objects.visible_to(by).filter(pk=sitting.pk, ended_at=None).update(ended_at=at)
