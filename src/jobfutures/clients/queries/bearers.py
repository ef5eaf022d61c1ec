"""Who a bearer token of a client stands for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.idp.oidc.models import Token

from jobfutures.accounts.models import User
from jobfutures.clients.models import ApiClient


@dataclass(frozen=True, slots=True)
class Bearer:
    """actor: the member of the company that the program acts as.  scopes: what this token is for."""

    client: ApiClient
    actor: User
    scopes: Collection[str]


def bearer_of(value: str, at: datetime) -> Bearer | None:
    """Return who a token stands for, if it is valid now and its client was not revoked. Two queries."""
    rows = Token.objects.by_value(value).filter(type=Token.Type.ACCESS_TOKEN, expires_at__gt=at, user=None)
    token = rows.first()
    if token is None or token.client_id is None:
        return None
    client = ApiClient.objects.live().filter(oidc=token.client_id).select_related("actor", "company").first()
    return Bearer(client, client.actor, frozenset(token.get_scopes())) if client else None
