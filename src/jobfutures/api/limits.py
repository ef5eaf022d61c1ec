"""How many requests a caller has left, in every answer. Source: draft-ietf-httpapi-ratelimit-headers-10."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.limits import Measured, measure, seconds_to_wait, visitor
from jobfutures.api import problems
from jobfutures.api.auth import Caller
from jobfutures.api.problems import Refusal


def count(request: HttpRequest, caller: Caller, at: datetime | None = None) -> Measured:
    """Count this request for its token, or for its network where it has none."""
    at = at or timezone.now()
    return measure("api", caller.key, at) if caller.key else measure("api-visitor", visitor(request), at)


def say(response: HttpResponse, found: Measured) -> None:
    response.headers["RateLimit-Policy"] = f'"requests";q={found.limit.most};w={found.limit.seconds}'
    response.headers["RateLimit"] = f'"requests";r={found.left};t={found.wait_s or found.reset_s}'


def too_many(wait_s: int) -> Refusal:
    sentence = _("Too many requests. The next one fits in {seconds} seconds.").format(seconds=wait_s)
    return Refusal(problems.TOO_MANY, sentence, headers={"Retry-After": str(wait_s)})


def hold_back(kind: str, who: str) -> None:
    """Meet the same limit as the page for this act. Kinds stand in `accounts.rules.LIMITS`."""
    wait = seconds_to_wait(kind, who, timezone.now())
    if wait:
        raise too_many(wait)
