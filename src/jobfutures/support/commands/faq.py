"""Loads the questions and answers of the help page."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from jobfutures.kit.content.frontmatter import Loaded
from jobfutures.kit.markdown import plain, render
from jobfutures.support.content import FaqFields
from jobfutures.support.models import FaqEntry


@transaction.atomic
def load_faq(*, entries: Sequence[Loaded[FaqFields]], at: datetime) -> int:
    """Bring the questions and answers to what the content folders say; return how many rows were written."""
    published = [entry for entry in entries if entry.fields.status == "published"]
    known = dict(FaqEntry.objects.published().values_list("pk", "content_hash"))
    written = 0
    for entry in published:
        columns = faq_columns(entry)
        if known.get(entry.fields.id) != columns["content_hash"]:
            defaults = {**columns, "retired": False, "changed_at": at}
            FaqEntry.objects.update_or_create(pk=entry.fields.id, defaults=defaults)
            written += 1
    gone = FaqEntry.objects.published().exclude(pk__in=[entry.fields.id for entry in published])
    return written + gone.update(retired=True, changed_at=at)


def faq_columns(entry: Loaded[FaqFields]) -> dict[str, str | int]:
    fields, body = entry.fields, entry.document.body
    columns: dict[str, str | int] = {
        "title": fields.title,
        "group": fields.group,
        "order": fields.order,
        "body_html": render(body),
        "body_text": plain(body),
    }
    return {**columns, "content_hash": hashlib.sha256(repr(columns).encode()).hexdigest()}
