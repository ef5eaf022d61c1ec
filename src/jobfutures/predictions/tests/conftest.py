"""A small guide with predictions, and people who are signed in."""

from pathlib import Path

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.tests import made


@pytest.fixture
def two_names(db: None, tmp_path: Path) -> Prediction:
    """The prediction of an output, with a repair; the other three kinds stand beside it."""
    return made.loaded(tmp_path)


@pytest.fixture
def at_home(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def stranger(ben: User) -> Client:
    client = Client()
    client.force_login(ben)
    return client
