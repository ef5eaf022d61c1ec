"""Brings the rows of predictions to what the content folders say. Safe to repeat: unchanged ones touch no row."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jobfutures.guide.models import Question
from jobfutures.guide.render import content_hash
from jobfutures.kit.markdown import highlighted, render
from jobfutures.kit.parallel import mapped
from jobfutures.predictions.content.reading import Prediction as Written
from jobfutures.predictions.content.truth import trimmed
from jobfutures.predictions.models import Prediction

KEPT = {"output", "exception", "line", "queries", "traceback"}  # of a run


@transaction.atomic
def load_predictions(*, predictions: Sequence[Written], at: datetime) -> int:
    """Upsert by slug and retire what is no longer there; return how many rows were written."""
    published = [one for one in predictions if one.fields.status == "published"]
    known = dict(Prediction.objects.published().values_list("pk", "content_hash"))
    changed = [one for one in published if known.get(one.slug) != hash_of(one)]
    for one, made in zip(changed, mapped(columns, changed), strict=True):
        row, _ = Prediction.objects.update_or_create(pk=one.slug, defaults=made | {"changed_at": at})
        row.related.set(Question.objects.filter(pk__in=one.fields.related))
    gone = Prediction.objects.published().exclude(pk__in=[one.slug for one in published])
    return len(changed) + gone.update(retired=True, changed_at=at)


def hash_of(one: Written) -> str:
    """Return the hash of everything that a row is made of."""
    record = one.record.model_dump_json() if one.record else ""
    home = one.home.name if one.home else ""
    parts = [one.fields.model_dump_json(), one.document.body, one.program, one.fixed or "", record, home]
    return content_hash(*parts)


def columns(one: Written) -> dict[str, object]:
    fields, record = one.fields, one.record
    if record is None or one.home is None:
        raise ValueError(f"{one.slug} has no record or no guide; only checked predictions are loaded")
    return {
        "area_id": fields.area,
        "guide_id": one.home.name,
        "level": fields.level.upper(),
        "asks": fields.asks.upper(),
        "title": fields.title,
        "question": fields.question,
        "program": one.program,
        "lines_html": highlighted(one.program, "python").splitlines(),
        "why_html": render(one.document.body),
        "wrong": [{"answer": trimmed(str(wrong.answer)), "why": wrong.why} for wrong in fields.wrong],
        "truth": one.truth,
        "ran": record.program.model_dump(include=KEPT),
        "fix": fields.fix or "",
        "fixed": one.fixed or "",
        "fixed_html": highlighted(one.fixed, "python") if one.fixed else "",
        "fixed_ran": record.fixed.model_dump(include=KEPT) if record.fixed else {},
        "versions": record.versions,
        "ran_on": record.ran_on,
        "content_hash": hash_of(one),
        "retired": False,
    }
