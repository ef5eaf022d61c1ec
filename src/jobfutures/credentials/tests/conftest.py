"""Ana with a check that has a result, and her credential about it."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.tests import made as checks
from jobfutures.credentials.models import Credential
from jobfutures.credentials.tests import made
from jobfutures.credentials.vc import keys
from tests.access import client_of


@pytest.fixture(autouse=True)
def own_keys(settings: Settings, tmp_path: Path) -> None:
    """Keys of each test's own, in a data folder of its own."""
    settings.DATA = tmp_path
    settings.ISSUER_KEYS = tmp_path / "issuer_keys.json"


@pytest.fixture
def bank(db: None) -> Bank:
    return checks.bank()


@pytest.fixture
def result(ana: User, bank: Bank) -> Attempt:
    return checks.taken(ana, bank)


@pytest.fixture
def holders() -> list[keys.IssuerKey]:
    return made.holder_keys()


@pytest.fixture
def credential(ana: User, result: Attempt, holders: list[keys.IssuerKey]) -> Credential:
    return made.issued(ana, result, holders=holders)


@pytest.fixture
def her(ana: User) -> Client:
    return client_of(ana)
