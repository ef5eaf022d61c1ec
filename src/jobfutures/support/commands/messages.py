"""Loads the questions and answers, takes messages in, and answers them."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.ledger.commands import record
from jobfutures.notices.writing import write
from jobfutures.support.models import Kind, Message, Reply
from jobfutures.support.rules import state_after

DONE = {
    "open": "support.opened",
    "answer": "support.answered",
    "close": "support.closed",
    "reopen": "support.reopened",
}


class CannotMove(Exception):
    """The act does not fit the state of the message; the sentence is for the operator."""


@transaction.atomic
def receive_message(
    *,
    by: User | None,
    kind: Kind,
    email: str,
    text: str,
    form_key: UUID,
    at: datetime,
    question: Question | None = None,
    about: str = "",
    quote: str = "",
) -> Message:
    """Store a message, and tell its writer by mail that it arrived. Anybody may write; `by` is None without an account.

    form_key: which form was sent; the same form with the same text gives the message that it gave the first time.
    """
    message, created = Message.objects.get_or_create(
        form_key=uuid5(form_key, "\n".join((email, about, quote, text))),
        defaults={
            "kind": kind,
            "email": email,
            "text": text,
            "quote": quote,
            "about": about,
            "question": question,
            "sender": by,
            "at": at,
        },
    )
    if created:
        record(by=by, kind="support.received", subject=message.ledger_subject(), at=at)
        if email:
            write_to(message, _("we have your message"), "support/mail/received.txt")
    return message


@transaction.atomic
def move_message(*, by: User, message: Message, act: str, at: datetime) -> None:
    """Open, close or reopen a message, or mark it answered. Raises CannotMove."""
    if not by.is_operator:
        raise CannotMove(_("Only the operator works on messages."))
    after = state_after(act, message.state)
    same = Message.objects.filter(pk=message.pk, state=message.state)
    if after is None or not same.update(state=after):
        message.refresh_from_db(fields=["state"])
        state = message.get_state_display().lower()
        raise CannotMove(
            _("The message is %(state)s now. Nothing was changed and nothing was sent.") % {"state": state}
        )
    message.state = after
    record(by=by, kind=DONE[act], subject=message.ledger_subject(), at=at, fields=["state"])


@transaction.atomic
def answer_message(*, by: User, message: Message, text: str, at: datetime) -> Reply:
    """Answer by mail. Raises CannotMove where the message is closed, or its writer left no address."""
    if by.is_operator and not message.email:
        raise CannotMove(_("Whoever wrote this left no address, so there is nobody to answer."))
    move_message(by=by, message=message, act="answer", at=at)
    reply = Reply.objects.create(message=message, text=text, by=by, at=at)
    write_to(message, _("an answer to your message"), "support/mail/answer.txt", reply=text)
    return reply


def write_to(message: Message, subject: str, template: str, reply: str = "") -> None:
    write(message.email, subject, template, message=message, reply=reply)
