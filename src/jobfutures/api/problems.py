"""Every kind of refusal of the API, by the name that ends its `type`. A name stays: programs branch on it.

The names of the core stand here; a room adds those of its commands with `refuses`.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PAGES = "/api/docs/problems/"


@dataclass(frozen=True)
class Problem:
    """meaning: what happened and what to do, for the page that its type leads to."""

    name: str
    status: int
    title: str | Promise
    meaning: str | Promise

    @property
    def type(self) -> str:
        return f"{settings.SITE_ADDRESS}{PAGES}{self.name}/"


class Refusal(Exception):
    """Ends a request with a problem. detail: the sentence for whoever reads the answer."""

    def __init__(
        self, problem: Problem, detail: object, *, headers: dict[str, str] | None = None, **members: Any
    ) -> None:
        super().__init__(str(detail))
        self.problem, self.detail = problem, str(detail)
        self.headers, self.members = headers or {}, members


PROBLEMS: dict[str, Problem] = {}
OF_COMMANDS: dict[type[Exception], Problem] = {}


def known(name: str, status: int, title: str | Promise, meaning: str | Promise) -> Problem:
    """Add a kind of refusal to the list."""
    if name in PROBLEMS:
        raise ValueError(f"There are two problems named {name}.")
    PROBLEMS[name] = Problem(name, status, title, meaning)
    return PROBLEMS[name]


def refuses(
    refusal: type[Exception], name: str, title: str | Promise, meaning: str | Promise, *, status: int = 409
) -> type[Exception]:
    """Say which problem a refusal of a command becomes; its sentence becomes the `detail`. Returns the refusal."""
    OF_COMMANDS[refusal] = known(name, status, title, meaning)
    return refusal


def problem_of(exception: Exception) -> Problem | None:
    """Return the problem of a command's refusal, or of the nearest kind that it belongs to."""
    return next((OF_COMMANDS[kind] for kind in type(exception).__mro__ if kind in OF_COMMANDS), None)


UNREADABLE = known(
    "unreadable",
    400,
    _("The request cannot be read"),
    _("The body is no JSON that we take, or a header or the address is malformed. Nothing was changed."),
)
BAD_CURSOR = known(
    "bad-cursor",
    400,
    _("This cursor was not given out for this list"),
    _("Take `next` from the answer as it stands. Begin again without a cursor where it was lost."),
)
NO_TOKEN = known(
    "no-token",
    401,
    _("A token is needed"),
    _("Send `Authorization: Bearer <token>`. You make tokens on the page of your account; cookies open nothing here."),
)
BAD_TOKEN = known(
    "bad-token",
    401,
    _("This token opens nothing"),
    _("It was revoked, it has ended, or it never was one. Make another on the page of your account."),
)
MISSING_SCOPE = known(
    "missing-scope",
    403,
    _("The token may not do this"),
    _("The answer names the scope that is missing in `scope`. Make a token that has it."),
)
FORBIDDEN = known("forbidden", 403, _("You may not do this"), _("You can see this, and you may not change it."))
NOT_FOUND = known(
    "not-found",
    404,
    _("There is nothing here"),
    _("The address is wrong, or what it names is gone or belongs to somebody else: these look the same on purpose."),
)
METHOD = known(
    "method-not-allowed",
    405,
    _("This address does not take the method"),
    _("The header `Allow` names the methods that it takes."),
)
NOT_ACCEPTABLE = known(
    "not-acceptable",
    406,
    _("We answer with JSON"),
    _("Ask for `application/json`, or send no `Accept` header."),
)
CHANGED = known(
    "changed-meanwhile",
    412,
    _("It was changed meanwhile"),
    _("The `If-Match` header names another state than the one that is there. Read it again, and decide anew."),
)
TOO_LARGE = known("too-large", 413, _("The body is too large"), _("A body has at most 512 KiB."))
NOT_JSON = known("not-json", 415, _("We take JSON"), _("Send the body as UTF-8 with `Content-Type: application/json`."))
INVALID = known(
    "invalid",
    422,
    _("Some values cannot be taken"),
    _("`errors` names each field and what is wrong with it. Nothing was changed."),
)
KEY_REUSED = known(
    "idempotency-key-reused",
    422,
    _("This idempotency key belongs to another request"),
    _("The same key came with another body within a day. Use a new key for a new request."),
)
KEY_BUSY = known(
    "idempotency-key-busy",
    409,
    _("The first request with this key is still running"),
    _("Wait a moment and send the same request again: you get the answer of the first."),
)
NEEDS_MATCH = known(
    "needs-if-match",
    428,
    _("Say which state you change"),
    _("Read the resource, and send its `ETag` as `If-Match` with the change, so that no change of another is lost."),
)
TOO_MANY = known(
    "too-many-requests",
    429,
    _("Too many requests"),
    _("`Retry-After` says in how many seconds the next one fits. What was refused is not counted."),
)
BROKEN = known(
    "broken",
    500,
    _("Something broke on our side"),
    _("It was written down with its time. Send a POST again with the same idempotency key: it is done once."),
)
AWAY = known("away", 503, _("We cannot answer just now"), _("Try again in a moment."))

BY_STATUS = {
    400: UNREADABLE, 401: NO_TOKEN, 403: FORBIDDEN, 404: NOT_FOUND, 405: METHOD, 406: NOT_ACCEPTABLE, 412: CHANGED,
    413: TOO_LARGE, 415: NOT_JSON, 422: INVALID, 428: NEEDS_MATCH, 429: TOO_MANY, 500: BROKEN, 503: AWAY,
}  # fmt: skip
