"""Somebody applies: a draft is begun, kept as it stands, thrown away, and sent exactly as it was shown."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.hiring.commands.attachments import change_files
from jobfutures.hiring.commands.letters import tell_company
from jobfutures.hiring.commands.moving import CannotAct, check_step, locked, move
from jobfutures.hiring.files import Checked
from jobfutures.hiring.models import Application, State
from jobfutures.hiring.queries.applying import (
    PROFILE,
    questions_of,
    refusal_to_apply,
    sending,
    standing_application,
)
from jobfutures.hiring.rules.applications import Actor
from jobfutures.hiring.rules.applying import MOST_DRAFTS
from jobfutures.hiring.sealing import StoreAway
from jobfutures.jobs.models import Job
from jobfutures.ledger.commands import record


class IsStale(CannotAct):
    """The draft was saved elsewhere since this page was opened, or sent; nothing was changed."""


class StalePreview(CannotAct):
    """What would be sent now is not what was shown; nothing was sent."""


def check_own(by: User, application: Application) -> None:
    if application.candidate_id != by.pk:
        raise PermissionDenied


def check_may_apply(by: User, job: Job, at: datetime) -> None:
    if refusal := refusal_to_apply(by, job, at):
        raise CannotAct(refusal)


def begin_application(*, by: User, job: Job, key: UUID, at: datetime) -> Application:
    """Begin a draft, or return the one there is. Raises CannotAct.

    key: of the form that began it. Who sends it twice, or begins in two tabs, has one draft.
    """
    check_may_apply(by, job, at)
    try:
        with transaction.atomic():
            return begun(by, job, key, at)
    except IntegrityError:  # it was begun a moment ago, elsewhere
        found = standing_application(by, job)
        if found is None:
            raise
        return check_is_draft(found)


def begun(by: User, job: Job, key: UUID, at: datetime) -> Application:
    if found := standing_application(by, job):
        return check_is_draft(found)
    if Application.objects.visible_to(by).filter(state=State.DRAFT).count() >= MOST_DRAFTS:
        raise CannotAct(_("You have begun many applications and not sent them. Send or delete one of them first."))
    made = Application.objects.create(
        job=job, company=job.company, candidate=by, state=State.DRAFT, state_at=at, turn_since=at, begun_at=at,
        changed_at=at, key=key,
    )  # fmt: skip
    record(by=by, kind="hiring.begun", subject=made.ledger_subject(), at=at)
    return made


def check_is_draft(found: Application) -> Application:
    if found.state != State.DRAFT:
        raise IsStale(_("You have sent this application already. What you typed here was not added to it."))
    return found


@transaction.atomic
def save_draft(
    *, by: User, application: Application, names: Collection[str], answers: Mapping[str, str], note: str,
    files: Iterable[Checked], drop: Collection[UUID], version: str, key: UUID, at: datetime,
) -> list[str]:  # fmt: skip
    """Keep a draft as it stands; return the names of files for which there was no room. Raises IsStale.

    version: of the draft that `by` saw.  key: of this form; sent twice, it is one act.  answers: by the question's id.
    """
    check_own(by, application)
    found = check_is_draft(locked(application))
    if version != found.changed_at.isoformat() and key != found.key:
        sentence = _("You saved this draft elsewhere since you opened it here. Your text is here, and not saved: ")
        raise IsStale(sentence + _("save again to replace what you saved there."))
    said = [
        {"id": str(one.pk), "question": one.text, "answer": answers.get(str(one.pk), "")}
        for one in questions_of(found.job)
    ]
    chosen = [name for name in PROFILE if name in names]
    try:
        left_out = change_files(found, add=files, drop=drop, at=at)
    except StoreAway:
        raise CannotAct(
            _("Files cannot be kept at this moment. Your text is here, and not saved: save again in a while.")
        ) from None
    rows = Application.objects.filter(pk=found.pk)
    rows.update(fields=chosen, answers=said, note=note, key=key, changed_at=at)
    record(by=by, kind="hiring.changed", subject=found.ledger_subject(), at=at, fields=["fields", "answers", "note"])
    return left_out


@transaction.atomic
def discard_draft(*, by: User, application: Application, at: datetime) -> None:
    """Throw a draft away, with its files. Raises IsStale for what was sent."""
    check_own(by, application)
    found = check_is_draft(locked(application))
    record(by=by, kind="hiring.discarded", subject=found.ledger_subject(), at=at)
    found.delete()


@transaction.atomic
def submit_application(*, by: User, application: Application, seal: str, key: UUID, at: datetime) -> Application:
    """Send what was shown. seal: of what `by` saw. Raises CannotAct, StalePreview and IllegalTransition.

    The posting is locked first, so that none closes with somebody in it whom nobody will answer.
    """
    check_own(by, application)
    job = Job.objects.select_for_update(of=("self",)).select_related("company").get(pk=application.job_id)
    found = locked(application)
    if found.state != State.DRAFT and found.key == key:
        return found
    check_step(found, "submit", Actor.CANDIDATE)
    check_may_apply(by, job, at)
    sent = sending(found, by)
    if sent.missing:
        raise CannotAct(_("The company asks something that has to be answered before this can be sent. Go back to it."))
    if sent.seal != seal:
        raise StalePreview(_("Something has changed since you looked, so nothing was sent. This is how it is now."))
    moved = move(
        found, "submit", by=by, role=Actor.CANDIDATE, at=at, fields=sent.names, snapshot=sent.values,
        preview=sent.digest, answers=sent.answers, submitted_at=at, promise_days=job.response_promise_days, key=key,
    )  # fmt: skip
    tell_company(moved, subject=_("somebody applied"), template="applied", at=at)
    return moved
