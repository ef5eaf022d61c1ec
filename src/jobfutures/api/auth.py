"""Who asks: a bearer token, or nobody. A session cookie says nothing here, so that no page can act for its reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.accounts.limits import seconds_to_wait, visitor
from jobfutures.accounts.models import User
from jobfutures.accounts.tokens import MARK, opened_by
from jobfutures.api import problems
from jobfutures.api.problems import Refusal

SCHEME = "bearer"
LONGEST = 4096  # characters of a token; what is longer is none


@dataclass(frozen=True)
class Caller:
    """Who asks. key: under what its requests are counted and its idempotency keys kept; empty for a visitor.

    person: whose account it is; None for a visitor, and for a program that no person stands behind.
    """

    key: str = ""
    person: User | None = None
    scopes: frozenset[str] = frozenset()
    facts: dict[str, object] = field(default_factory=dict)


Reader = Callable[[str, datetime], Caller | None]
READERS: list[Reader] = []  # each knows one kind of token, and returns None for every other


def reads_tokens(reader: Reader) -> Reader:
    READERS.append(reader)
    return reader


@reads_tokens
def personal(secret: str, at: datetime) -> Caller | None:
    token = opened_by(secret, at) if secret.startswith(MARK) else None
    if token is None:
        return None
    return Caller(f"token:{token.pk}", token.owner, frozenset(token.scopes))


def caller_of(request: HttpRequest) -> Caller:
    """Return who asks. A token that opens nothing is refused, also where none is needed, and so is guessing."""
    header = request.headers.get("Authorization", "")
    if not header:
        return Caller()
    scheme, _space, secret = header.partition(" ")
    at = timezone.now()
    if scheme.lower() == SCHEME and secret and len(secret) <= LONGEST:
        for reader in READERS:
            if found := reader(secret.strip(), at):
                return found
    wait = seconds_to_wait("api-refused", visitor(request), at)
    if wait:
        raise Refusal(problems.TOO_MANY, _("Too many tokens were refused."), headers={"Retry-After": str(wait)})
    raise Refusal(
        problems.BAD_TOKEN, problems.BAD_TOKEN.meaning, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'}
    )


def check_scope(caller: Caller, scope: str) -> None:
    """Raise unless the caller may do what an endpoint with this scope does. An empty scope is open to everybody."""
    if not scope or scope in caller.scopes:
        return
    if not caller.key:
        raise Refusal(problems.NO_TOKEN, problems.NO_TOKEN.meaning, headers={"WWW-Authenticate": "Bearer"})
    challenge = f'Bearer error="insufficient_scope", scope="{scope}"'
    sentence = _("The token may not do this: it needs the scope {scope}.").format(scope=scope)
    raise Refusal(problems.MISSING_SCOPE, sentence, headers={"WWW-Authenticate": challenge}, scope=scope)
