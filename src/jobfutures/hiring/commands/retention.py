"""What applications say is kept for a time after their end; then there is only that there was one, and when."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from jobfutures.hiring.commands.moving import locked, move
from jobfutures.hiring.models import Application, Attachment, Decision, Happening, Interview, Peek, Scorecard, Slot
from jobfutures.hiring.queries.retention import kept_long_enough, left_lying
from jobfutures.hiring.rules.applications import Actor
from jobfutures.ledger.commands import forget_actor, record
from jobfutures.sharing.models import Request
from jobfutures.sharing.personal import forget_asked

AT_ONCE = 500  # looked up together; each is erased in a transaction of its own
BLANK: dict[str, Any] = {
    "candidate": None, "fields": [], "snapshot": None, "preview": "", "answers": [], "note": "", "key": None,
    "retention_until": None,
}  # fmt: skip


@task
def erase_nightly() -> None:
    """Erase what has been kept long enough, and throw away drafts that were left. Safe to repeat and to stop."""
    at = timezone.now()
    erase_ended(at=at)
    discard_drafts(at=at)


def erase_ended(*, at: datetime) -> int:
    """Erase all whose time has come; return how many. Nobody is told: both sides were told the day at the end."""
    number = 0
    while rows := list(kept_long_enough(at).values_list("pk", flat=True)[:AT_ONCE]):
        number += sum(erase_application(application_id=pk, at=at) for pk in rows)
    return number


@transaction.atomic
def erase_application(*, application_id: UUID, at: datetime) -> bool:
    """Take out whose it was and everything that anybody wrote; leave its state, its times and what was promised."""
    found = kept_long_enough(at).filter(pk=application_id).first()
    if found is None:
        return False
    application = locked(found)
    erase_hanging(application)
    cut_candidate(application)
    move(application, "erase", by=None, role=Actor.SYSTEM, at=at, **BLANK)
    return True


def erase_hanging(application: Application) -> None:
    """Erase what hangs on an application: files, texts, cards. That interviews were held stays, and with what kit."""
    Attachment.objects.filter(application=application).delete()
    Scorecard.objects.filter(interview__application=application).delete()
    Peek.objects.filter(application=application).delete()
    Slot.objects.filter(interview__application=application).delete()
    Interview.objects.filter(application=application).update(place="")
    Happening.objects.filter(application=application).update(text="", by=None)
    Decision.objects.filter(application=application).update(message="", topic=None, peeks=[])


def cut_candidate(application: Application) -> None:
    """Leave nothing that leads from what stays to the person: requests made for it, and acts in the ledger."""
    asked = list(application.asked.values_list("request", flat=True))
    application.asked.all().delete()
    forget_asked(Request.objects.filter(pk__in=asked))
    if application.candidate:
        held = [one.ledger_subject() for one in Interview.objects.filter(application=application)]
        forget_actor(person=application.candidate, subjects=[application.ledger_subject(), *held])


def discard_drafts(*, at: datetime) -> int:
    """Throw away drafts that were left, with their files; return how many."""
    number = 0
    while rows := list(left_lying(at).values_list("pk", flat=True)[:AT_ONCE]):
        number += sum(discard_draft(application_id=pk, at=at) for pk in rows)
    return number


@transaction.atomic
def discard_draft(*, application_id: UUID, at: datetime) -> bool:
    draft = left_lying(at).select_for_update(of=("self",)).filter(pk=application_id).first()
    if draft is None:
        return False
    subject = draft.ledger_subject()
    draft.delete()
    record(by=None, kind="hiring.draft_discarded", subject=subject, at=at)
    return True
