"""What a person does with an exercise: save a draft, submit, look at the reference."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from secrets import randbelow
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt, Exercise, Work
from jobfutures.exercises.queries import written
from jobfutures.exercises.rules import changed_files, job_for
from jobfutures.kit.bell import ring
from jobfutures.ledger.commands import record
from jobfutures.runner.errors import WrongJob
from jobfutures.telemetry.origins import remember

SEEDS = 1 << 31
NOT_JUDGED_YET = _("Your last attempt is not judged yet. Send this one when its verdict is there; nothing was lost.")
OF_ANOTHER = _("This form was sent for another exercise. Open the page again, and send it from there.")


class CannotSubmit(Exception):
    """The attempt was not taken; the sentence is for the candidate."""


@transaction.atomic
def submit_attempt(*, by: User, exercise: Exercise, files: Mapping[str, str], form_key: UUID, at: datetime) -> Attempt:
    """Store one attempt; a worker takes it from there. The same form sent twice gives the attempt of the first time.

    Raises CannotSubmit where a file is not accepted, or the last attempt at this exercise is not judged yet. A key
    that was used for another exercise is refused: what was passed there must not count here.
    """
    sent_before = Attempt.objects.visible_to(by).filter(form_key=form_key)
    if first := sent_before.filter(exercise=exercise).first():
        return first
    attempt = Attempt(
        exercise=exercise,
        owner=by,
        files=acceptable(exercise, files),
        exercise_version=exercise.version,
        form_key=form_key,
        seed=randbelow(SEEDS),
        submitted_at=at,
    )
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        again = sent_before.filter(exercise=exercise).first()
        if again:
            return again
        raise CannotSubmit(OF_ANOTHER if sent_before.exists() else NOT_JUDGED_YET) from None
    remember(attempt.pk)
    record(by=by, kind="exercises.submitted", subject=attempt.ledger_subject(), at=at)
    save_draft(by=by, exercise=exercise, files=files, at=at)
    transaction.on_commit(partial(ring, bell()))
    return attempt


def bell() -> Path:
    """Return where the worker of this host hears that an attempt was submitted."""
    return settings.DATA / "runs.bell"


def acceptable(exercise: Exercise, files: Mapping[str, str]) -> dict[str, str]:
    """Return what differs from the project. Raises CannotSubmit where the runner would refuse it."""
    changed = changed_files(exercise.project, files)
    try:
        job_for(written(exercise), changed, job_id="only-to-see", seed=0)
    except WrongJob as error:
        raise CannotSubmit(str(error)) from None
    return changed


@transaction.atomic
def save_draft(*, by: User, exercise: Exercise, files: Mapping[str, str], at: datetime) -> Work:
    """Keep what the candidate has typed so far. Raises CannotSubmit where a file could never be sent."""
    kept = {"draft": acceptable(exercise, files), "saved_at": at}
    work, _created = Work.objects.update_or_create(exercise=exercise, owner=by, defaults=kept)
    return work


@transaction.atomic
def discard_draft(*, by: User, exercise: Exercise) -> None:
    """Go back to the project as it was given; attempts stay."""
    Work.objects.filter(exercise=exercise, owner=by).update(draft={}, saved_at=None)


@transaction.atomic
def look_at_reference(*, by: User, exercise: Exercise, at: datetime) -> None:
    """Open the reference on the candidate's own request, before a pass; the first time is kept."""
    work, _created = Work.objects.get_or_create(exercise=exercise, owner=by)
    Work.objects.filter(pk=work.pk, reference_seen_at=None).update(reference_seen_at=at)
