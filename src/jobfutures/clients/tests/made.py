"""Programs of companies for tests."""

from collections.abc import Sequence

from django.utils import timezone

from jobfutures.accounts.models import User
from jobfutures.clients.commands.clients import add_client
from jobfutures.clients.models import ApiClient
from jobfutures.clients.rules import SCOPES
from jobfutures.companies.models import Company


def client(of: Company, owner: User, *, name: str = "Tracker", scopes: Sequence[str] = SCOPES) -> tuple[ApiClient, str]:
    """Return a program of a company, and its secret."""
    return add_client(by=owner, company=of, name=name, scopes=scopes, at=timezone.now())
