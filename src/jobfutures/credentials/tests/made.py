"""Credentials as a person has them issued, for tests."""

from datetime import datetime
from uuid import uuid4

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials.commands.issuing import issue_badge, issue_sd_jwt
from jobfutures.credentials.models import Credential
from jobfutures.credentials.vc import keys
from jobfutures.credentials.vc.claims import BATCH
from tests.people import NOON


def holder_keys(at: datetime = NOON) -> list[keys.IssuerKey]:
    """Return the keys that a browser would make."""
    return [keys.made(at) for _ in range(BATCH)]


def public(key: keys.IssuerKey) -> dict[str, str]:
    return {"kty": "EC", "crv": "P-256", "x": key.x, "y": key.y}


def issued(by: User, check: Attempt, *, holders: list[keys.IssuerKey] | None = None, at: datetime = NOON) -> Credential:
    """Issue a selective credential about a check."""
    rows = [public(key) for key in holders or holder_keys(at)]
    return issue_sd_jwt(by=by, attempt=check, holders=rows, key=uuid4(), at=at)


def badge(by: User, check: Attempt, *, at: datetime = NOON) -> Credential:
    return issue_badge(by=by, attempt=check, key=uuid4(), at=at)
