"""Bringing a whole practice back from its file: all of it, or nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from uuid import UUID, uuid5

from django.db import models, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Question
from jobfutures.practice.commands.entries import (
    IN_ONE_QUERY,
    Brought,
    CannotKeep,
    can_be,
    cards_named,
    lock,
    put_entries,
)
from jobfutures.practice.models import Plan, Preference, Sitting, Telling, Walkthrough
from jobfutures.practice.schema import FiledEntry, FiledPlan, FiledSitting, FiledTelling, FiledWalkthrough, Practice
from jobfutures.topics.models import Role


@dataclass(frozen=True, slots=True)
class Imported:
    """How much was new. unknown: names in the file that this site has no card, question or role for."""

    entries: int
    tellings: int
    walkthroughs: int
    sittings: int
    settings: int
    unknown: list[str]

    @property
    def is_nothing(self) -> bool:
        return not (self.entries + self.tellings + self.walkthroughs + self.sittings + self.settings)


@transaction.atomic
def import_practice(*, by: User, practice: Practice, at: datetime) -> Imported:
    """Put the file into what the person has. What is there stays; the same file twice changes nothing.

    Of a walk-through and of the plan the later version holds; preferences are taken where there are none.
    Raises CannotKeep where something in it cannot have happened.
    """
    lock(by)
    if not all(can_be(moment, at) for moment in moments(practice)):
        raise CannotKeep(_("The file holds a date before 2020 or in the future. Nothing was changed."))
    unknown = unknown_names(practice)
    kept = {
        "entries": len(put_entries(by, [brought(entry) for entry in practice.entries], at)[1]),
        "tellings": import_tellings(by, [one for one in practice.tellings if one.question not in unknown]),
        "walkthroughs": sum(import_walkthrough(by, one) for one in practice.walkthroughs),
        "sittings": sum(import_sitting(by, one) for one in practice.sittings),
        "settings": import_settings(by, practice, unknown),
    }
    return Imported(**kept, unknown=sorted(unknown))


def moments(practice: Practice) -> Iterator[datetime]:
    for entry in practice.entries:
        yield from (entry.at, entry.received_at)
    yield from (telling.at for telling in practice.tellings)
    for walkthrough in practice.walkthroughs:
        yield from (walkthrough.made_at, walkthrough.saved_at)
    for sitting in practice.sittings:
        yield from (sitting.begun_at, sitting.ended_at or sitting.begun_at)
    if practice.plan:
        yield practice.plan.made_at


def brought(entry: FiledEntry) -> Brought:
    return Brought(entry.id, entry.card, entry.act, entry.at, entry.grade, entry.undoes, entry.received_at)


def unknown_names(practice: Practice) -> set[str]:
    cards = {entry.card for entry in practice.entries}
    unknown = cards - set(cards_named(cards))
    unknown |= missing(Question.objects.all(), {telling.question for telling in practice.tellings})
    return unknown | missing(Role.objects.all(), {practice.plan.role} if practice.plan else set())


def missing[Row: models.Model](rows: models.QuerySet[Row], wanted: Iterable[str]) -> set[str]:
    left = set(wanted)
    for part in batched(sorted(left), IN_ONE_QUERY, strict=False):
        left -= set(rows.filter(pk__in=part).values_list("pk", flat=True))
    return left


def import_tellings(by: User, tellings: list[FiledTelling]) -> int:
    known: set[UUID] = set(Telling.objects.visible_to(by).values_list("key", flat=True))
    rows = {
        one.id: Telling(
            owner=by, key=one.id, question_id=one.question, at=one.at, seconds=one.seconds, covered=one.covered,
            missed=one.missed, typed=one.typed,
        )
        for one in tellings
        if one.id not in known
    }  # fmt: skip
    Telling.objects.bulk_create(rows.values(), batch_size=IN_ONE_QUERY)
    return len(rows)


def import_walkthrough(by: User, one: FiledWalkthrough) -> bool:
    """Keep a walk-through that is new, or later than the one that is here."""
    key = own_key(by, Walkthrough.objects.all(), one.id)
    here = Walkthrough.objects.visible_to(by).filter(pk=key).first()
    if here and here.saved_at >= one.saved_at:
        return False
    Walkthrough.objects.update_or_create(
        pk=key,
        defaults={"title": one.title, "answers": one.answers, "saved_at": one.saved_at},
        create_defaults={**one.model_dump(exclude={"id"}), "owner": by},
    )
    return True


def import_sitting(by: User, one: FiledSitting) -> bool:
    key = own_key(by, Sitting.objects.all(), one.id)
    made = Sitting.objects.get_or_create(pk=key, defaults={**one.model_dump(exclude={"id"}), "owner": by})
    return made[1]


def own_key[Row: models.Model](by: User, rows: models.QuerySet[Row], key: UUID) -> UUID:
    """Return the id of a row; where somebody else has that one, always the same other id for this person."""
    return uuid5(key, str(by.pk)) if rows.filter(pk=key).exclude(owner=by).exists() else key


def import_settings(by: User, practice: Practice, unknown: set[str]) -> int:
    """Take the plan and the preferences; return how many of the two are new."""
    count = 0
    if practice.plan and practice.plan.role not in unknown:
        count += import_plan(by, practice.plan)
    if practice.preferences and not Preference.objects.visible_to(by).exists():
        Preference.objects.create(owner=by, **practice.preferences.model_dump())
        count += 1
    return count


def import_plan(by: User, plan: FiledPlan) -> bool:
    here = Plan.objects.visible_to(by).first()
    if here and here.made_at >= plan.made_at:
        return False
    Plan.objects.update_or_create(owner=by, defaults=plan.model_dump(exclude={"role"}) | {"role_id": plan.role})
    return True
