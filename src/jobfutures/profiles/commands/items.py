"""Entries of the lists of a profile: add, change, move, delete. One person's own, each known by its id."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.profiles.commands.profiles import held_profile
from jobfutures.profiles.lists import MODELS, NEWEST_FIRST, rows_of
from jobfutures.profiles.models import Item, TopicClaim
from jobfutures.profiles.resume.fields import MOST_ENTRIES
from jobfutures.topics.models import Area


class CannotKeep(Exception):
    """Nothing was added or changed; the sentence is for the person."""


@transaction.atomic
def add_item(*, by: User, section: str, said: Mapping[str, Any], key: UUID, at: datetime) -> Item:
    """Add an entry. The same key twice is one entry. Raises CannotKeep."""
    profile = held_profile(by, at)
    mine = list(rows_of(section).visible_to(by).order_by("position", "pk"))
    for known in mine:
        if known.pk == key:
            return known
    if len(mine) >= MOST_ENTRIES:
        raise CannotKeep(
            _("There are %(most)d entries in this list, and more do not fit. Delete one, then add this one.")
            % {"most": MOST_ENTRIES}
        )
    refuse_second_claim(by, said.get("topic"), None)
    if rows_of(section).filter(pk=key).exists():
        key = uuid4()  # somebody else's, so this one is named anew
    made = MODELS[section](id=key, owner=by, position=len(mine), **said)
    made.save(force_insert=True)
    renumber(section, [made, *mine] if section in NEWEST_FIRST else [*mine, made])
    record(by=by, kind=f"profiles.{section}_added", subject=profile.ledger_subject(), at=at, fields=filled(said))
    return made


@transaction.atomic
def change_item(*, by: User, section: str, item: Item, said: Mapping[str, Any], at: datetime) -> Item:
    """Store what is said of an entry now. Raises CannotKeep."""
    profile = held_profile(by, at)
    kept = rows_of(section).visible_to(by).select_for_update().get(pk=item.pk)
    changed = sorted(name for name in said if getattr(kept, name) != said[name])
    if not changed:
        return kept
    refuse_second_claim(by, said.get("topic"), kept)
    for name in changed:
        setattr(kept, name, said[name])
    kept.save(update_fields=changed)
    record(by=by, kind=f"profiles.{section}_changed", subject=profile.ledger_subject(), at=at, fields=changed)
    return kept


@transaction.atomic
def move_item(*, by: User, section: str, item: Item, to: int, at: datetime) -> None:
    """Put an entry at a place of its list, from 0; further than the end is the end."""
    profile = held_profile(by, at)
    mine = list(rows_of(section).visible_to(by).order_by("position", "pk"))
    rest = [one for one in mine if one.pk != item.pk]
    here = [one for one in mine if one.pk == item.pk]
    place = max(0, min(to, len(rest)))
    then = [*rest[:place], *here, *rest[place:]]
    if then != mine:
        renumber(section, then)
        record(by=by, kind=f"profiles.{section}_moved", subject=profile.ledger_subject(), at=at)


@transaction.atomic
def delete_item(*, by: User, section: str, item: Item, at: datetime) -> None:
    profile = held_profile(by, at)
    deleted, _by_model = rows_of(section).visible_to(by).filter(pk=item.pk).delete()
    if deleted:
        record(by=by, kind=f"profiles.{section}_deleted", subject=profile.ledger_subject(), at=at)


def renumber(section: str, rows: Iterable[Item]) -> None:
    """Write the places of a list anew where they differ."""
    moved = []
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            moved.append(row)
    rows_of(section).bulk_update(moved, ["position"])


def refuse_second_claim(by: User, topic: Area | None, kept: Item | None) -> None:
    """Raise CannotKeep where the person says something of this topic already, in another entry."""
    if topic is None:
        return
    others = TopicClaim.objects.visible_to(by).filter(topic=topic)
    if kept:
        others = others.exclude(pk=kept.pk)
    if others.exists():
        raise CannotKeep(_("This topic is in your list already. Change the entry that is there."))


def filled(said: Mapping[str, Any]) -> list[str]:
    return sorted(name for name, value in said.items() if value not in (None, "", []))
