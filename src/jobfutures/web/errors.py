"""The pages for what went wrong: what happened, what still holds, what to do."""

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from jobfutures.telemetry.ids import current

WORDS = {
    400: (
        _("This request cannot be read"),
        _("Something in the address or the form is not as we expect it. Nothing was changed; go back and try again."),
    ),
    403: (
        _("This is not open to you"),
        _("You may not do this with the account you use. Nothing was changed."),
    ),
    404: (
        _("There is no such page"),
        _("The address may have a typing mistake, or the page was removed. Search finds pages by their words."),
    ),
    405: (
        _("This address opens from its form only"),
        _("It does something rather than shows something. Nothing was changed; go back and use the button there."),
    ),
    500: (
        _("Something broke on our side"),
        _("The error was written down with its time. What you had saved is safe; please try again in a minute."),
    ),
    503: (
        _("Our database does not answer at the moment"),
        _(
            "Nothing is shown that cannot be checked now. What you had saved is safe. If you sent a form, send it "
            "again in a moment: what was taken is not taken twice."
        ),
    ),
}
AGAIN_S = "5"
TOLD = frozenset({400, 403})  # pages that name their request: who asks us about one can tell which it was
STALE = (
    _("This form was open for too long"),
    _(
        "For your safety a form is only valid in the browser session that opened it. Nothing was changed: go back, "
        "load the page again and send it once more. If cookies are switched off, allow them for this site."
    ),
)


def answer(request: HttpRequest, code: int, words: tuple[object, object] | None = None) -> HttpResponse:
    title, text = words or WORDS[code]
    context = {"code": code, "title": title, "text": text, "request_id": current() if code in TOLD else ""}
    return render(request, "web/error.html", context, status=code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return answer(request, 403, STALE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, 404)


class RefusedMethods:
    """Puts words into the empty answer to a method that an address does not take."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = answer(request, 405)
        page.headers["Allow"] = response.headers["Allow"]
        return page


def broken(request: HttpRequest) -> HttpResponse:
    """Answer without touching database or session: one of them may be what broke.

    A database that went away is no fault of the page: 503, so that a balancer and a browser know to ask again.
    """
    is_away = isinstance(sys.exception(), OperationalError | InterfaceError)
    status = 503 if is_away else 500
    title, text = WORDS[status]
    words = {"status": status, "title": title, "text": text, "site_name": "JobFutures", "request_id": current()}
    page = render(None, "web/broken.html", words, status=status)
    if is_away:
        page.headers["Retry-After"] = AGAIN_S
    return page
