"""Brings the exercises' rows to what the content folders say, code tasks among them. Safe to repeat: unchanged
exercises touch no row."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jobfutures.exercises.content import Exercise as Written
from jobfutures.exercises.models import Exercise, ExerciseQuerySet
from jobfutures.exercises.rules import content_hash
from jobfutures.exercises.tasks import variants_of
from jobfutures.kit.markdown import render
from jobfutures.topics.models import Area


@transaction.atomic
def load_exercises(*, exercises: Sequence[Written], at: datetime) -> int:
    """Upsert by slug and retire what is no longer there; return how many rows were written."""
    published = [one for one in exercises if one.fields.status == "published"]
    tasks = variants_of(published)
    return bring(Exercise.objects.published(), published, at=at, is_task=False) + bring(
        Exercise.objects.tasks(), tasks, at=at, is_task=True
    )


def bring(rows: ExerciseQuerySet, to: Sequence[Written], *, at: datetime, is_task: bool) -> int:
    """Bring rows of one kind to what is written; return how many were touched."""
    known = dict(rows.values_list("pk", "content_hash"))
    changed = [one for one in to if known.get(one.slug) != content_hash(one)]
    for one in changed:
        defaults = columns(one) | {"is_task": is_task, "changed_at": at}
        row, _ = Exercise.objects.update_or_create(pk=one.slug, defaults=defaults)
        row.areas.set(Area.objects.filter(pk__in=one.fields.areas))
    gone = rows.exclude(pk__in=[one.slug for one in to])
    return len(changed) + gone.update(retired=True, changed_at=at)


def columns(one: Written) -> dict[str, object]:
    fields = one.fields
    return {
        "title": fields.title,
        "summary": fields.summary,
        "statement": one.statement,
        "statement_html": render(one.statement),
        "level": fields.level.upper(),
        "minutes": fields.minutes,
        "framework": fields.framework,
        "order": fields.order,
        "definition": fields.model_dump(mode="json"),
        "project": one.project,
        "checks": one.checks,
        "reference": one.solutions["reference"],
        "version": one.version,
        "content_hash": content_hash(one),
        "retired": False,
    }
