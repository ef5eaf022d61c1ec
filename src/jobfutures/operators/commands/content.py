"""Checks the content folders and loads them anew, in a process of its own; what it says is kept for the operator."""

import subprocess
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.operators.models import Load
from jobfutures.operators.models.content import LoadState

LONGEST_S, LONGEST_SAID = 600, 20_000


class CannotReload(Exception):
    """Nothing was begun; the message is written for the operator."""


@transaction.atomic
def reload_content(*, by: User, at: datetime) -> Load:
    """Queue one load of all content folders; while one waits there is no second. Raises CannotReload."""
    if not by.is_operator:
        raise CannotReload(_("Only operators can load content. Nothing was begun."))
    try:
        with transaction.atomic():
            load = Load.objects.create(operator=by, asked_at=at)
    except IntegrityError:
        raise CannotReload(_("A load waits already. Its result stands here as soon as it has ended.")) from None
    record(by=by, kind="operators.content_asked", subject="operators.content", at=at)
    run_load.enqueue(load.pk)
    return load


@task
def run_load(load_id: int) -> None:
    """Load what one row asks for. Safe to repeat: content that is loaded already is left as it is."""
    waiting = Load.objects.waiting().filter(pk=load_id)
    if not waiting.exists():
        return
    try:
        done = subprocess.run(
            [*settings.OWN_COMMAND, "content", "load"], capture_output=True, text=True, timeout=LONGEST_S, check=False
        )
        state, said = LoadState.FAULTY if done.returncode else LoadState.LOADED, f"{done.stdout}{done.stderr}"
    except subprocess.TimeoutExpired:
        state, said = LoadState.BROKEN, _("It took longer than ten minutes and was stopped. The content is as it was.")
    waiting.update(state=state, said=said.strip()[:LONGEST_SAID], ended_at=timezone.now())
