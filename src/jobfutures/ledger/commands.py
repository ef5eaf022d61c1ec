"""Writes the ledger. Commands of all rooms above call `record` in their own transaction."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from jobfutures.accounts.models import User
from jobfutures.ledger.models import Entry
from jobfutures.ledger.queries import hash_of
from jobfutures.ledger.rules import FIRST, actor_mark, is_name

TRIES = 20  # how often two who write about one subject at once may meet


@transaction.atomic
def record(*, by: User | None, kind: str, subject: str, at: datetime, fields: Iterable[str] = ()) -> Entry:
    """Add one act to the chain of its subject. `by` is None where no account acted.

    kind: the room and the act, `support.answered`.  subject: the record, `support.message:<id>`.  fields: names only.
    Raises ValueError for a kind or a field that is no name: values never enter the ledger.
    """
    names = list(fields)
    for name in (kind, *names):
        if not is_name(name):
            raise ValueError("The ledger keeps names such as `state` and `support.answered`, never values.")
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                return add_after_last(by, kind, subject, at, names)
        except IntegrityError:
            continue  # somebody took this number a moment ago: stand behind them
    raise RuntimeError("The ledger could not be written: too many acts on one record at once. Nothing was changed.")


def add_after_last(by: User | None, kind: str, subject: str, at: datetime, names: list[str]) -> Entry:
    last = Entry.objects.about(subject).in_order().last()
    entry = Entry(at=at, actor=by, kind=kind, subject=subject, fields=names)
    entry.actor_mark = actor_mark(entry.pk, by.pk if by else None)
    entry.number = last.number + 1 if last else 1
    entry.previous = last.hash if last else FIRST
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    return entry


@transaction.atomic
def forget_actor(*, person: User, subjects: Iterable[str]) -> None:
    """Cut the link from a person to their acts on some records that say nothing of them any more; the acts stay."""
    Entry.objects.by(person).filter(subject__in=list(subjects)).update(actor=None)
