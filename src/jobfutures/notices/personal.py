"""What a person was told: notices, letters that wait to be sent, and letters that the local mailbox keeps."""

from datetime import datetime
from functools import partial

from allauth.account.models import EmailAddress
from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.notices.mailbox import opened
from jobfutures.notices.models import Choice, Letter, Notice
from jobfutures.notices.queries.mailbox import kept_for, local_mailbox


def export(person: User) -> dict[str, object]:
    """Return letters to the person's confirmed addresses: an address that is not confirmed may be somebody else's."""
    addresses = {one.email.lower() for one in EmailAddress.objects.filter(user=person, verified=True)}
    folder = local_mailbox()
    waiting = [
        {"written_at": letter.queued_at.isoformat(), "subject": letter.subject, "text": letter.text}
        for letter in Letter.objects.waiting().order_by("queued_at")
        if letter.is_for(addresses)
    ]
    kept = [
        {"written_at": letter.sent_at and letter.sent_at.isoformat(), "subject": letter.subject, "text": letter.text}
        for letter in (kept_for(folder, addresses) if folder else [])
    ]
    return {"letters.json": {"waiting": waiting, "in_the_local_mailbox": kept}, "notices.json": notices_of(person)}


def notices_of(person: User) -> dict[str, object]:
    chosen = Choice.objects.filter(person=person).values("letters", "hour", "zone", "chosen_at").first()
    rows = Notice.objects.visible_to(person).newest_first()
    return {"letters": chosen, "notices": list(rows.values("subject", "path", "at", "read_at"))}


def erase(person: User, at: datetime) -> None:
    """Delete notices, and letters written to the person until `at`; those in the mailbox's folder once the rest is
    committed.
    """
    Notice.objects.filter(person=person).delete()
    Choice.objects.filter(person=person).delete()
    claimed = {one.email.lower() for one in EmailAddress.objects.filter(user=person)}
    others = EmailAddress.objects.filter(email__in=claimed, verified=True).exclude(user=person)
    addresses = claimed - {one.email.lower() for one in others}
    written = Letter.objects.waiting().filter(queued_at__lte=at)
    Letter.objects.filter(pk__in=[letter.pk for letter in written if letter.is_for(addresses)]).delete()
    transaction.on_commit(partial(empty_mailbox, addresses, at))


def empty_mailbox(addresses: set[str], at: datetime) -> None:
    if folder := local_mailbox():
        for letter in kept_for(folder, addresses):
            if letter.sent_at is None or letter.sent_at <= at:
                opened(folder).discard(letter.key)
