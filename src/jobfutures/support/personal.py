"""What a person wrote to the operator, and what came back."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.db.models.functions import Lower

from jobfutures.accounts.models import User
from jobfutures.support.models import Message, MessageQuerySet, Reply


def written_by(person: User) -> MessageQuerySet:
    """Return messages sent while signed in, and those sent without an account from an address the person has proved."""
    proved = EmailAddress.objects.filter(user=person, verified=True).values("email")
    messages = Message.objects.annotate(address=Lower("email"))
    return messages.filter(Q(sender=person) | Q(sender=None, address__in=proved))


def export(person: User) -> dict[str, object]:
    messages = written_by(person).order_by("at").prefetch_related("replies")
    return {"messages.json": [message_content(message) for message in messages]}


def message_content(message: Message) -> dict[str, object]:
    return {
        "at": message.at,
        "kind": message.kind,
        "state": message.state,
        "email": message.email,
        "about": message.about,
        "quote": message.quote,
        "text": message.text,
        "replies": [{"at": reply.at, "text": reply.text} for reply in message.replies.all()],
    }


def erase(person: User, at: datetime) -> None:
    """Delete the person's messages with their answers; answers that they gave as an operator stay, unsigned."""
    written_by(person).delete()
    Reply.objects.filter(by=person).update(by=None)
