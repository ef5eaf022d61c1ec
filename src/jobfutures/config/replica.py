"""Lets a standby of PostgreSQL answer what everybody may read, and nothing else.

Two locks stand before it. A request without a session and without a token opens the first for the time of its view:
it has no rights that a late answer could widen. The second is a list of tables: those that hold what public pages show.
Sessions, permissions, grants and personal rows are not in it, whoever asks. Where the standby is away or too far
behind, the primary answers; a page that was cut off by the standby's end is made again from the primary.
"""

import time
from collections import deque
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any

import structlog
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections, models
from django.http import HttpRequest, HttpResponse
from psycopg_pool import PoolTimeout

from jobfutures.topics.queries import edition_token

ALIAS = "replica"
LOOK_S = 1.0  # how long a process trusts what it last saw of the standby
AWAY_S = 10.0  # how long it asks no more after the standby did not answer
AWAY = (OperationalError, InterfaceError, PoolTimeout)
# Whole rooms of content, and of others the tables that public pages are made of. Names of applications, and of models.
PUBLIC_ROOMS = frozenset({"topics", "guide"})
PUBLIC_MODELS = frozenset(
    {
        "companies.company",
        "companies.companydomain",
        "companies.logo",
        "exercises.exercise",
        "jobs.job",
        "jobs.place",
        "predictions.prediction",
        "reviews.review",
        "support.faqentry",
    }
)
is_open: ContextVar[bool] = ContextVar("jobfutures_public_reads", default=False)
log = structlog.get_logger(__name__)


@cache
def is_public(model: type[models.Model]) -> bool:
    """Tell whether a table holds what everybody may read; one that only links two such tables does, too."""
    if model._meta.auto_created:
        links = [field.related_model for field in model._meta.local_concrete_fields if field.is_relation]
        return all(isinstance(one, type) and is_public(one) for one in links)
    return model._meta.app_label in PUBLIC_ROOMS or model._meta.label_lower in PUBLIC_MODELS


class PublicReads:
    """Django's router: public tables from the standby while a public page is made, all else from the primary."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        return ALIAS if is_open.get() and is_public(model) else None

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str:
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool:
        return True  # both are the same database

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool:
        return db == DEFAULT_DB_ALIAS


@dataclass
class Standby:
    """What this process knows of the standby. It lags at most so long as the newest position it has passed is old."""

    usable: bool = False
    lag_s: float = float("inf")
    edition: str = ""
    looked_at: float = float("-inf")
    positions: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=300))
    lock: Lock = field(default_factory=Lock)

    def is_usable(self) -> bool:
        """Look again where the last look is old; of several threads one looks, and the others take what was known."""
        if time.monotonic() - self.looked_at > LOOK_S and self.lock.acquire(blocking=False):
            try:
                self.look(time.monotonic())
            finally:
                self.lock.release()
        return self.usable

    def look(self, now: float) -> None:
        try:
            written = asked(DEFAULT_DB_ALIAS, "SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
            replayed = asked(ALIAS, "SELECT pg_last_wal_replay_lsn() - '0/0'::pg_lsn")
            self.edition = edition_token(ALIAS)
        except (Error, PoolTimeout):
            self.gone(now)
            return
        self.looked_at = now
        self.positions.append((now, written or 0))
        passed = [at for at, position in self.positions if replayed is not None and position <= replayed]
        self.lag_s = now - passed[-1] if passed else float("inf")
        self.usable = self.lag_s <= settings.REPLICA_LAG_S

    def gone(self, now: float) -> None:
        """Remember that it does not answer, and ask no more for a while."""
        if self.usable:
            log.warning("the standby does not answer: the primary answers public pages as well")
        self.usable, self.edition, self.lag_s = False, "away", float("inf")
        self.looked_at = now + AWAY_S
        connections[ALIAS].close()


standby = Standby()


def asked(alias: str, question: str) -> int | None:
    """Return a position in the log, or None where there is none: a database that is no standby has replayed nothing."""
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        position = cursor.fetchone()[0]
    return None if position is None else int(position)


def public_edition() -> str:
    """Return the edition of the primary and of the standby: pages made from either end with a change of one."""
    standby.is_usable()
    return f"{edition_token()}|{standby.edition}"


class PublicReadsOpen:
    """Middleware, the last one: opens the standby for the view of a request that has no rights of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not may_be_late(request) or not standby.is_usable():
            return self.get_response(request)
        opened = is_open.set(True)
        try:
            return self.get_response(request)
        finally:
            is_open.reset(opened)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Make the page again from the primary where it was the standby that went away."""
        if not is_open.get() or not isinstance(error, AWAY) or request.resolver_match is None:
            return None
        standby.gone(time.monotonic())
        is_open.set(False)
        match = request.resolver_match
        answer: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return answer


def may_be_late(request: HttpRequest) -> bool:
    """Tell whether nothing in a request could give it a right: no session, no token, and it only reads."""
    has_right = settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
    return request.method in ("GET", "HEAD") and not has_right
