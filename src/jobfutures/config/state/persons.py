"""Finds the account that an operator names."""

from uuid import UUID

from jobfutures.accounts.models import User
from jobfutures.config.refused import Refused


def person_named(text: str) -> User:
    """Return the account with this address or number. Raises Refused."""
    try:
        found = User.objects.filter(pk=UUID(text)).first()
    except ValueError:
        found = User.objects.filter(email=text.strip().lower()).first()
    if found is None:
        raise Refused(f"There is no account {text}. Nothing was changed; name its address or its number.")
    return found
