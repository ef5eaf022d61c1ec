"""A bank that everybody may use, and ana, signed in."""

from pathlib import Path

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt, Bank
from jobfutures.checks.tests import made
from jobfutures.checks.tests.family import MODULE
from jobfutures.guide.tests.made import content_folder
from tests.access import client_of


@pytest.fixture
def bank(db: None) -> Bank:
    return made.bank()


@pytest.fixture
def signed_in(ana: User) -> Client:
    return client_of(ana)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    content = content_folder(tmp_path)
    place = content / "items" / "names"
    place.mkdir(parents=True)
    (place / "how-many-names.py").write_text(MODULE)
    return content


@pytest.fixture
def task_check(ana: User, bank: Bank) -> Attempt:
    """A check that has begun with its code task."""
    return made.begun(ana, made.with_task(bank), wants_task=True)
