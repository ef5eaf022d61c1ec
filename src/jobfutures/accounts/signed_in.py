"""Requests that certainly have a user, and pages that exist for the operator only."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from jobfutures.accounts.models import User


class SignedIn(HttpRequest):
    user: User


def operator_only(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a page to operators; for everybody else, signed in or not, it does not exist."""

    @wraps(page)
    @never_cache
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, User) or not request.user.is_operator:
            raise Http404
        return page(cast("SignedIn", request), *args, **kwargs)

    return opened
