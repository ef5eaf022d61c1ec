"""How a file that came with an application is handed out: to be saved, never to be shown inside the site."""

import structlog
from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from jobfutures.hiring.models import Attachment
from jobfutures.hiring.sealing import StoreAway, content_of

log = structlog.get_logger(__name__)


def file_answer(found: Attachment) -> HttpResponse:
    """Answer with a file to somebody who may have it. No cache keeps it, and no browser runs or frames it."""
    try:
        content = content_of(found)
    except StoreAway:
        log.exception("a file could not be fetched", extra={"attachment": str(found.pk)})
        sentence = _("This file cannot be fetched at this moment. It is not lost; try again in a while.")
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=503)
    charset = "; charset=utf-8" if found.media_type.startswith("text/") else ""
    answer = HttpResponse(content, content_type=f"{found.media_type}{charset}")
    answer.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    )
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    add_never_cache_headers(answer)
    return answer
