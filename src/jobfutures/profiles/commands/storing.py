"""Writes one whole list of a profile: what is new, what changed, and what is gone."""

from collections.abc import Iterable
from typing import Any

from jobfutures.accounts.models import User
from jobfutures.profiles.lists import MODELS, rows_of
from jobfutures.profiles.models import Item, TopicClaim
from jobfutures.profiles.resume.fields import SECTIONS, Field, Kind
from jobfutures.profiles.resume.merging import folded
from jobfutures.profiles.resume.pairs import Entry
from jobfutures.topics.models import Area


def store_items(by: User, section: str, entries: list[Entry]) -> None:
    """Make the list what the entries say, in their order; an entry with an id is the row that it was."""
    rows = {row.pk: row for row in rows_of(section).visible_to(by)}
    staying = [entry.id for entry in entries if entry.id]
    rows_of(section).visible_to(by).exclude(pk__in=staying).delete()
    written = [
        filled(rows[entry.id] if entry.id else MODELS[section](owner=by), section, entry, position)
        for position, entry in enumerate(entries)
    ]
    if section == "topics":
        find_topics([row for row in written if isinstance(row, TopicClaim)])
    known = [row for row in written if row.pk in rows]
    names = [*(field.column for field in SECTIONS[section]), "position", "extra"]
    rows_of(section).bulk_update(known, [*names, *(["topic"] if section == "topics" else [])], batch_size=50)
    rows_of(section).bulk_create((row for row in written if row.pk not in rows), batch_size=50)


def filled(row: Item, section: str, entry: Entry, position: int) -> Item:
    for field in SECTIONS[section]:
        setattr(row, field.column, entry.columns.get(field.column, nothing(field)))
    row.position, row.extra = position, entry.extra
    return row


def nothing(field: Field) -> Any:
    return {Kind.LINES: [], Kind.YEARS: None}.get(field.kind, "")


def find_topics(claims: Iterable[TopicClaim]) -> None:
    """Give each claim the area of the guide that has its name; an area belongs to one claim, and to whom it did."""
    claims = list(claims)
    by_title = {folded(area.title): area for area in Area.objects.only("title")}
    taken = {claim.topic_id for claim in claims if claim.topic_id}
    for claim in claims:
        area = by_title.get(folded(claim.name))
        if claim.topic_id is None and area and area.pk not in taken:
            claim.topic = area
            taken.add(area.pk)
