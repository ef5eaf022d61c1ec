"""Writing the log: one act at a time, or many that happened somewhere else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import batched
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.practice.models import Entry, Memory
from jobfutures.practice.rules import Act, Line, after, remembered

EARLIEST = datetime(2020, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)  # how far the clock of a browser may be ahead of ours
MOST_AT_ONCE = 1000
IN_ONE_QUERY = 1000


class CannotKeep(Exception):
    """Nothing of what came was kept; the sentence is for the person."""


@dataclass(frozen=True, slots=True)
class Brought:
    """One act as it was written down elsewhere. card: "question/card".  received_at: where a log moves house."""

    key: UUID
    card: str
    act: Act
    at: datetime
    grade: int = 0
    undoes: UUID | None = None
    received_at: datetime | None = None


@transaction.atomic
def add_entry(
    *, by: User, card: Card, act: Act, at: datetime, grade: int = 0, undoes: UUID | None = None, key: UUID | None = None
) -> Entry:
    """Write one act of a person that happens now, and what follows from it. The same key twice is written once."""
    lock(by)
    known = Entry.objects.visible_to(by).filter(key=key).first() if key else None
    if known:
        return known
    entry = Entry(owner=by, key=key or uuid4(), card=card, act=act, grade=grade, undoes=undoes, at=at, received_at=at)
    entry.save(force_insert=True)
    follow(by, card.pk, [entry.line()])
    return entry


def grade_card(*, by: User, card: Card, grade: int, at: datetime, key: UUID | None = None) -> Entry:
    return add_entry(by=by, card=card, act=Act.REVIEWED, grade=grade, at=at, key=key)


@transaction.atomic
def undo_last(*, by: User, at: datetime) -> Entry | None:
    """Take back the last answer that is not taken back yet; return it, or None where there is none of today."""
    lock(by)
    recent = Entry.objects.visible_to(by).filter(at__gte=at - timedelta(days=1)).select_related("card")
    undone = {(entry.card_id, entry.undoes) for entry in recent if entry.act == Act.UNDONE}
    reviews = [entry for entry in recent if entry.act == Act.REVIEWED and (entry.card_id, entry.key) not in undone]
    if not reviews:
        return None
    last = max(reviews, key=lambda entry: entry.line().order)
    add_entry(by=by, card=last.card, act=Act.UNDONE, undoes=last.key, at=at)
    return last


@transaction.atomic
def merge_entries(*, by: User, brought: Sequence[Brought], at: datetime) -> list[UUID]:
    """Put acts that happened elsewhere into the log; return the keys that it holds now.

    What is there already is left alone, so the same acts may come any number of times, in any order and in parts. An
    act on a card that is not there (any more) is not kept. Raises CannotKeep where one could not have happened.
    """
    if len(brought) > MOST_AT_ONCE:
        raise CannotKeep(_("At most %(most)d entries fit into one parcel.") % {"most": MOST_AT_ONCE})
    if not all(can_be(one.at, at) for one in brought):
        raise CannotKeep(_("An entry has a date that cannot be. Nothing was changed; check the clock."))
    known, new = put_entries(by, brought, at)
    return [*known, *(entry.key for entry in new)]


def can_be(moment: datetime, at: datetime) -> bool:
    """Tell whether something may have happened at a moment, as seen from now."""
    return EARLIEST <= moment <= at + AHEAD


def put_entries(by: User, brought: Sequence[Brought], at: datetime) -> tuple[set[UUID], list[Entry]]:
    """Write what the log does not hold yet, and what follows from it. Return the keys that it held, and what is new.

    Must stand in a transaction.
    """
    lock(by)
    cards = cards_named({one.card for one in brought})
    known: set[UUID] = set()
    for keys in batched({one.key for one in brought}, IN_ONE_QUERY, strict=False):
        known |= set(Entry.objects.visible_to(by).filter(key__in=keys).values_list("key", flat=True))
    entries = {
        one.key: Entry(
            owner=by, key=one.key, card=cards[one.card], act=one.act, grade=one.grade, undoes=one.undoes, at=one.at,
            received_at=one.received_at or at,
        )
        for one in brought
        if one.card in cards and one.key not in known
    }  # fmt: skip
    Entry.objects.bulk_create(entries.values(), batch_size=IN_ONE_QUERY)
    lines: dict[int, list[Line]] = defaultdict(list)
    for entry in entries.values():
        lines[entry.card_id].append(entry.line())
    for card_id, came in lines.items():
        follow(by, card_id, came)
    return known, list(entries.values())


def cards_named(names: Iterable[str]) -> Mapping[str, Card]:
    """Return the cards of these names, `question/card`; retired ones too, for their log goes on."""
    wanted = set(names)
    questions = {name.partition("/")[0] for name in wanted}
    parts = batched(questions, IN_ONE_QUERY, strict=False)
    rows = (card for part in parts for card in Card.objects.filter(question__in=part))
    return {name: card for card in rows if (name := f"{card.question_id}/{card.slug}") in wanted}


def lock(by: User) -> None:
    """Let the writes to one person's log happen one after the other, whatever connections they come over."""
    User.objects.select_for_update(no_key=True).filter(pk=by.pk).first()


def follow(by: User, card_id: int, came: Sequence[Line]) -> None:
    """Bring what is remembered of a card up to date: by one step where one line is the newest, else from the log."""
    memory = Memory.objects.visible_to(by).filter(card=card_id).first()
    newest = max(came, key=lambda line: line.order)
    if memory and len(came) == 1 and is_a_step(by, card_id, newest, memory):
        state = after(memory.remembered(), newest)
    else:
        lines = [entry.line() for entry in Entry.objects.visible_to(by).filter(card=card_id)]
        newest, state = max(lines, key=lambda line: line.order), remembered(lines)
    columns = asdict(state) | {"last_at": newest.at, "last_key": newest.key}
    if memory is None:
        Memory.objects.create(owner=by, card_id=card_id, **columns)
    else:
        Memory.objects.filter(pk=memory.pk).update(**columns)


def is_a_step(by: User, card_id: int, line: Line, memory: Memory) -> bool:
    """Tell whether a line only adds to what is remembered: the newest, no undo, and not undone before it came."""
    if line.act is Act.UNDONE or line.order <= (memory.last_at, memory.last_key.int):
        return False
    return not Entry.objects.visible_to(by).filter(card=card_id, undoes=line.key).exists()
