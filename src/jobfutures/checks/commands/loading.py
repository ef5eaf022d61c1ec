"""Brings items, their wordings and the parts of checks to what the content folders say. Safe to repeat."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from jobfutures.checks.content import CheckContent, Part
from jobfutures.checks.families.reading import Written
from jobfutures.checks.families.storing import stored
from jobfutures.checks.models import Item, Kind, Wording
from jobfutures.checks.models import Part as PartRow
from jobfutures.exercises.models import Exercise
from jobfutures.guide.models import Question

AT_ONCE = 50  # rows of variants are large
COLUMNS = [
    "area", "exercise", "kind", "level", "second_level", "title", "options", "best_score", "content_hash", "changed_at",
    "retired",
]  # fmt: skip
Variants = list[dict[str, Any]]


def load_checks(*, content: CheckContent, at: datetime) -> int:
    """Upsert families and code tasks, and retire what is no longer there; return how many rows were written."""
    known = dict(Item.objects.filter(retired=False).values_list("pk", "content_hash"))
    hashes = {one.slug: hash_of(one, content) for one in content.families}
    changed = {one.slug: one for one in content.families if known.get(one.slug) != hashes[one.slug]}
    built = {slug: stored(one) for slug, one in changed.items()}  # takes seconds: no transaction is open
    with transaction.atomic():
        load_parts(content.parts)
        rows = {slug: item_of(one, built[slug], content, hashes[slug], at) for slug, one in changed.items()}
        load_families(changed, rows, built)
        tasks = load_tasks(known, at)
        gone = Item.objects.filter(retired=False).exclude(pk__in=[*hashes, *tasks])
        return len(changed) + gone.update(retired=True, changed_at=at)


def load_parts(parts: Sequence[Part]) -> None:
    for position, one in enumerate(parts):
        facts = {"title": one.title, "sections": one.sections, "position": position}
        PartRow.objects.update_or_create(pk=one.id, defaults=facts)
    PartRow.objects.exclude(pk__in=[one.id for one in parts]).delete()


def hash_of(one: Written, content: CheckContent) -> str:
    parts = (one.digest, content.second_tags.get(one.slug, ""), one.file.parent.name)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def load_families(changed: Mapping[str, Written], rows: Mapping[str, Item], built: Mapping[str, Variants]) -> None:
    """Write items in bulk, then their wordings; an item points to the wording of its file as it stands."""
    Item.objects.bulk_create(rows.values(), update_conflicts=True, update_fields=COLUMNS, unique_fields=["slug"])
    made = [Wording(item=rows[slug], digest=one.digest, variants=built[slug]) for slug, one in changed.items()]
    Wording.objects.bulk_create(made, ignore_conflicts=True, batch_size=AT_ONCE)
    found = Wording.objects.filter(item__in=rows).values_list("pk", "item_id", "digest")
    wordings = {(item, digest): pk for pk, item, digest in found}
    for slug, one in changed.items():
        rows[slug].wording_id = wordings[slug, one.digest]
    Item.objects.bulk_update(rows.values(), ["wording"])
    through = Item.practise.through
    through.objects.filter(item__in=rows).delete()
    known = set(Question.objects.values_list("pk", flat=True))
    through.objects.bulk_create(
        through(item_id=slug, question_id=question)
        for slug, one in changed.items()
        for question in one.family.practise
        if question in known
    )


def item_of(one: Written, built: Variants, content: CheckContent, content_hash: str, at: datetime) -> Item:
    first = built[0]
    is_choice = first["kind"] in (Kind.ONE_OF, Kind.LINE)
    return Item(
        slug=one.slug,
        area_id=one.family.area,
        kind=first["kind"],
        level=one.family.level.upper(),
        second_level=content.second_tags.get(one.slug, "").upper(),
        title=one.family.title,
        options=len(first["options"]) if is_choice else 0,
        content_hash=content_hash,
        changed_at=at,
    )


def load_tasks(known: dict[str, str], at: datetime) -> list[str]:
    """Make an item of every code task; return their slugs."""
    tasks = list(Exercise.objects.tasks().prefetch_related("areas").only("pk", "title", "level", "definition"))
    for task in tasks:
        if known.get(task.pk) != task.content_hash:
            row = {
                "area_id": task.definition["areas"][0],
                "exercise_id": task.pk,
                "kind": Kind.TASK,
                "level": task.level,
                "title": task.title,
                "best_score": len(task.definition["requirement"]),
                "content_hash": task.content_hash,
                "changed_at": at,
                "retired": False,
            }
            Item.objects.update_or_create(pk=task.pk, defaults=row)
    return [task.pk for task in tasks]
