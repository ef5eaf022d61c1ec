"""The search page around its results, which is the same for everybody who is not signed in.

Every search shows other results, so no whole page can be kept; but most of a template's work goes into what stands
around them. That is rendered once, cut where the results and the typed words stand, and then only filled.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.html import escape
from django.utils.translation import get_language

TEMPLATE = "search/search.html"
RESULTS = f"{TEMPLATE}#results"
HOLE = "\ue000"  # stands for the typed words while the frame is made; no letter of any language
FRAME_SECONDS = 10.0


@dataclass(frozen=True)
class Frame:
    """The page before and after its results. The typed words stand between the pieces of `before`."""

    before: list[str]
    after: str
    until: float  # on the monotonic clock


frames: dict[str | None, Frame] = {}


def answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse | None:
    """Answer with a page of results in the kept frame, or None where this visitor's page may look different."""
    personal = settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES
    frame = None if personal or not settings.PUBLIC_PAGES_KEPT else kept_frame(request)
    if frame is None:
        return None
    results = render_to_string(RESULTS, context, request)
    response = HttpResponse([escape(context["text"]).join(frame.before), results, frame.after])
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def kept_frame(request: HttpRequest) -> Frame | None:
    language = get_language()
    frame = frames.get(language)
    if frame is None or time.monotonic() > frame.until:
        frame = made_frame(request)
        if frame is not None:
            frames[language] = frame
    return frame


def made_frame(request: HttpRequest) -> Frame | None:
    """Render the page with a hole for what was typed; None where a form's token may stand in it."""
    if "CSRF_COOKIE" in request.META:
        return None
    context = {"text": HOLE, "refused": True}
    page, results = (render_to_string(template, context, request) for template in (TEMPLATE, RESULTS))
    before, found, after = page.partition(results)
    if not found or HOLE in after or "CSRF_COOKIE" in request.META:  # rendering asked for a token
        return None
    return Frame(before.split(HOLE), after, time.monotonic() + FRAME_SECONDS)
