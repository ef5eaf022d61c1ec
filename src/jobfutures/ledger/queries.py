"""Answers from the ledger."""

from jobfutures.ledger.models import Entry
from jobfutures.ledger.rules import FIRST, actor_mark, entry_hash


def is_unbroken(subject: str) -> bool:
    """Tell whether the entries about `subject` are as they were written, none changed, none missing between two others.

    That the newest were cut off cannot be seen from the chain alone: compare with a backup.
    """
    previous = FIRST
    for number, entry in enumerate(Entry.objects.about(subject).in_order(), start=1):
        if entry.number != number or entry.previous != previous or entry.hash != hash_of(entry):
            return False
        if entry.actor_id and entry.actor_mark != actor_mark(entry.pk, entry.actor_id):
            return False
        previous = entry.hash
    return True


def hash_of(entry: Entry) -> str:
    return entry_hash(
        previous=entry.previous,
        entry=entry.pk,
        subject=entry.subject,
        number=entry.number,
        at=entry.at,
        mark=entry.actor_mark,
        kind=entry.kind,
        fields=entry.fields,
    )
