"""Brings the reviews' rows to what the content folders say. Safe to repeat: unchanged reviews touch no row."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jobfutures.kit.content.renderer import RENDERER
from jobfutures.kit.markdown import render
from jobfutures.kit.parallel import mapped
from jobfutures.reviews.content.schema import Review as Written
from jobfutures.reviews.models import Review
from jobfutures.reviews.render import shown_files, shown_place
from jobfutures.topics.models import Area

SHOWN_AS = "1"  # raise it when the same files would be shown differently


@transaction.atomic
def load_reviews(*, reviews: Sequence[Written], at: datetime) -> int:
    """Upsert by slug and retire what is no longer there; return how many rows were written."""
    published = [one for one in reviews if one.fields.status == "published"]
    known = dict(Review.objects.published().values_list("pk", "content_hash"))
    changed = [one for one in published if known.get(one.slug) != content_hash(one)]
    for one, made in zip(changed, mapped(columns, changed), strict=True):
        row, _ = Review.objects.update_or_create(pk=one.slug, defaults=made | {"changed_at": at})
        row.areas.set(Area.objects.filter(pk__in=one.fields.areas))
    gone = Review.objects.published().exclude(pk__in=[one.slug for one in published])
    return len(changed) + gone.update(retired=True, changed_at=at)


def columns(one: Written) -> dict[str, object]:
    fields = one.fields
    return {
        "title": fields.title,
        "area_ids": fields.areas,
        "level": fields.level.upper(),
        "minutes": fields.minutes,
        "verdict": fields.verdict.upper(),
        "description_html": render(fields.description),
        "key_html": render(fields.key),
        "findings": [shown_place(finding) for finding in fields.findings],
        "fine": [shown_place(fine) for fine in fields.fine],
        "files": shown_files(one.before, one.after),
        "version": version(one),
        "content_hash": content_hash(one),
        "retired": False,
    }


def version(one: Written) -> str:
    """Return what changes with anything that a result depends on: lines, findings, the verdict."""
    facts = one.fields.model_dump(mode="json", include={"verdict", "findings", "fine"})
    return digest(repr(facts), *(repr(sorted(side.items())) for side in (one.before, one.after)))[:12]


def content_hash(one: Written) -> str:
    """Return what changes with anything of the review but its proof."""
    return digest(RENDERER, SHOWN_AS, one.fields.model_dump_json(), version(one))


def digest(*texts: str) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()
