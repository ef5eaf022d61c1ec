"""A limit on every POST, and on whatever else a room wants to count.

Tries are counted in the database, so that many web processes count together. A refused try is not counted: who waits as
long as the page says gets in.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.crypto import salted_hmac

from jobfutures.accounts import rules
from jobfutures.accounts.models import Hit
from jobfutures.kit.http import client_address

READING = ("GET", "HEAD", "OPTIONS", "TRACE")

COUNT_ONE = """
    INSERT INTO accounts_hit (key, started_at, count) VALUES (%s, %s, 1)
    ON CONFLICT (key, started_at) DO UPDATE SET count = accounts_hit.count + 1
    RETURNING count, (SELECT count FROM accounts_hit AS earlier WHERE earlier.key = %s AND earlier.started_at = %s)
"""


def allow(kind: str, who: str, at: datetime) -> bool:
    """Count one try of `kind` by `who`, and tell whether it is within the limit. Kinds stand in `rules.LIMITS`."""
    return seconds_to_wait(kind, who, at) == 0


def seconds_to_wait(kind: str, who: str, at: datetime) -> int:
    """Count one try of `kind` by `who`; return 0 where it is within the limit, else the seconds until one fits."""
    return measure(kind, who, at).wait_s


@dataclass(frozen=True)
class Measured:
    """What one try found. left: tries that still fit now.  reset_s: until the running window ends."""

    limit: rules.Limit
    wait_s: int
    left: int
    reset_s: int


def measure(kind: str, who: str, at: datetime) -> Measured:
    """Count one try of `kind` by `who`, and tell what is left of the limit."""
    plain = rules.LIMITS[kind]
    limit = rules.Limit(plain.most * settings.POST_LIMITS_FACTOR, plain.seconds)
    key = salted_hmac("jobfutures.accounts.limits", f"{kind} {who}", algorithm="sha256").hexdigest()
    started_at = rules.window_start(at, limit.seconds)
    now, before = count_one(key, started_at, started_at - timedelta(seconds=limit.seconds))
    elapsed = (at - started_at).total_seconds()
    wait = rules.wait_seconds(limit, before, now - 1, elapsed)
    if wait:
        Hit.objects.filter(key=key, started_at=started_at).update(count=F("count") - 1)
    left = 0 if wait else rules.tries_left(limit, before, now, elapsed)
    return Measured(limit, wait, left, max(math.ceil(limit.seconds - elapsed), 1))


def count_one(key: str, started_at: datetime, before: datetime) -> tuple[int, int]:
    """Add one to a window in a single statement; return its count now, and the count of the window before it."""
    stored = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, [key, stored(started_at), key, stored(before)])
        now, earlier = cursor.fetchone()
    return now, earlier or 0


def visitor(request: HttpRequest) -> str:
    """Return what stands for the visitor's network address."""
    return rules.network(client_address(request, settings.TRUSTED_PROXIES))


class LimitPosts:
    """Refuses a POST that comes too often, before any page has seen it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wait = 0 if request.method in READING else post_wait(request, timezone.now())
        return refuse(request, wait) if wait else self.get_response(request)


def post_wait(request: HttpRequest, at: datetime) -> int:
    """Count a POST by its network address and by the e-mail address typed into it; return the seconds to wait, or 0."""
    tries = [(kind, visitor(request)) for kind in rules.kinds_for(request.path)]
    if request.path in rules.TYPED:
        field, kind = rules.TYPED[request.path]
        tries += [(kind, typed.strip().lower()) for typed in [request.POST.get(field, "")] if typed.strip()]
    for kind, who in tries:
        wait = seconds_to_wait(kind, who, at)
        if wait:
            return wait
    return 0


def refuse(request: HttpRequest, wait: int) -> HttpResponse:
    context = {"minutes": -(-wait // 60), "until": timezone.now() + timedelta(seconds=wait)}
    response = render(request, "accounts/limited.html", context, status=429)
    response.headers["Retry-After"] = str(wait)
    add_never_cache_headers(response)
    return response
