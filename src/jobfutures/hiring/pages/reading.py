"""Pages that are only read: asked for the row first, so that for a stranger no method of them exists."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse, HttpResponseNotAllowed

from jobfutures.accounts.signed_in import SignedIn

READING = ("GET", "HEAD")
type Page = Callable[..., HttpResponse]


def read_only(page: Page) -> Page:
    """Refuse any other method, once the page has found what it was asked for."""

    @wraps(page)
    def read(request: SignedIn, *args: object, **kwargs: object) -> HttpResponse:
        if request.method in READING:
            return page(request, *args, **kwargs)
        method, request.method = request.method, "HEAD"  # raises Http404 where there is nothing to refuse
        try:
            page(request, *args, **kwargs)
        finally:
            request.method = method
        return HttpResponseNotAllowed(READING)

    return read
