"""What each endpoint asks of a request, and what its answers may be: see `operations` for how it is declared."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja.operation import Operation

from jobfutures.accounts.models import User
from jobfutures.api.auth import Caller

Answer = Any
Endpoint = Callable[..., Answer]
Run = Callable[..., HttpResponse]


class ApiRequest(HttpRequest):
    """A request on its way. person: whose token it is, where an endpoint needs a scope that only people have."""

    caller: Caller
    person: User


@dataclass(frozen=True)
class Deprecated:
    """since: from when on.  ends: when it is gone.  instead: the address that does the same."""

    since: date
    ends: date
    instead: str


@dataclass
class Policy:
    """What an endpoint asks of a request, and what its answers may be besides the good one.

    scope: empty where everybody may.  once: takes an idempotency key.  state_of: the endpoint that shows what this one
    changes; the change must then name the state it is meant for.  public: the same for everybody, so caches may keep
    it.  may_be_missing: 404 also without a row in its address.  links: operations that follow, with where their
    arguments stand in this answer.
    """

    name: str
    scope: str = ""
    once: bool = False
    state_of: Endpoint | None = None
    public: bool = False
    may_be_missing: bool = False
    refuses: tuple[type[Exception], ...] = ()
    deprecated: Deprecated | None = None
    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    run: Run | None = None  # set when the endpoint is bound, as is the next
    operation: Operation | None = None


POLICIES: dict[Endpoint, Policy] = {}
