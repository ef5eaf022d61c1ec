"""Takes letters in, sends them, and forgets them."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPRecipientsRefused
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage, mailers
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.tasks import Task, TaskResult, task
from django.utils import timezone
from django_ox.tasks import PolicyTask

from jobfutures.accounts.models import User
from jobfutures.notices.mailbox import opened
from jobfutures.notices.models import BLANK, Letter
from jobfutures.notices.rules import MOST_TRIES, pause_s
from jobfutures.telemetry import tracing

KEPT = timedelta(days=30)


class CannotQueue(ValueError):
    """The message has parts that the outbox does not carry; the message is written for the programmer."""


class NotDelivered(Exception):
    """A letter could not be handed on. Says how it failed, never for whom: this is kept with the task."""


class Refused(NotDelivered):
    """The receiving server refused every address."""


@transaction.atomic
def queue_letter(*, message: EmailMessage) -> Letter:
    """Store a message and the task that sends it; both stand or fall with the caller's transaction.

    Raises CannotQueue, and ValueError for headers that no server takes, such as a subject of two lines.
    """
    alternatives = getattr(message, "alternatives", [])
    if message.attachments or message.content_subtype != "plain" or len(alternatives) > 1:
        raise CannotQueue("The outbox carries a plain text and at most one HTML version, and no attachments.")
    message.message()  # refuses bad headers here, where the sender can still be told
    letter = Letter(
        addresses={kind: [str(one) for one in getattr(message, kind)] for kind in ("to", "cc", "bcc", "reply_to")},
        sender=str(message.from_email),
        subject=str(message.subject),
        text=str(message.body),
        html=str(alternatives[0].content) if alternatives else "",
        queued_at=timezone.now(),
    )
    host = urlsplit(settings.SITE_ADDRESS).hostname
    letter.headers = {"Message-ID": f"<{letter.pk}@{host}>", **message.extra_headers}
    letter.save(force_insert=True)
    deliver_letter.enqueue(str(letter.pk))
    return letter


def pause_after(error: BaseException, result: "TaskResult[Any, Any]") -> int | None:
    return pause_s(result.attempts, refused=isinstance(error, Refused))


def mail_task[**P](sends: Callable[P, None]) -> "Task[P, None]":
    """Make a task that is tried again as long as mail servers do. (Django's typed `task` knows no retries.)"""
    return PolicyTask(func=sends, queue_name="mail", max_attempts=MOST_TRIES, backoff=pause_after)


@mail_task
def deliver_letter(letter_id: str) -> None:
    """Send one letter. Safe to repeat: a sent letter is left alone, and of two workers one takes it.

    After a crash between sending and writing so it is sent again, under the same Message-ID: better twice than lost.
    """
    waiting = Letter.objects.waiting().filter(pk=letter_id)
    for letter in waiting:
        if waiting.filter(attempts=letter.attempts).update(attempts=F("attempts") + 1):
            hand_on(letter.message())  # takes seconds: no transaction is open
            waiting.update(sent_at=timezone.now(), **BLANK)


def hand_on(message: EmailMessage) -> None:
    """Give one message to the server or folder that `delivery` names. Raises NotDelivered, which holds no address."""
    try:
        with tracing.span("mail", "CLIENT"):
            accepted = mailers["delivery"].send_messages([message])
    except SMTPRecipientsRefused as error:
        codes = sorted(code for code, _ in error.recipients.values())
        permanent = all(code >= 500 for code in codes)
        raise (Refused if permanent else NotDelivered)(f"recipients refused: {codes}") from None
    except Exception as error:  # each mail service has its own errors, and many quote the address
        raise NotDelivered(type(error).__name__) from None
    if not accepted:
        raise NotDelivered("the mail server took nothing")


@task
def prune_outbox() -> None:
    """Forget letters sent long ago, and tasks that ended as long ago."""
    Letter.objects.sent_before(timezone.now() - KEPT).delete()
    call_command("ox_prune", older_than=f"{KEPT.days}d", include_failed=True, stdout=StringIO())


def discard_kept(*, by: User, folder: Path, key: str) -> None:
    """Take a letter out of the local mailbox for good; one that is gone already is no error."""
    if not by.is_operator:
        raise PermissionDenied
    opened(folder).discard(key)
