"""A small guide with what can be done about it, and ana, who is signed in."""

from pathlib import Path

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.predictions.models import Prediction
from jobfutures.predictions.tests import made as predictions
from jobfutures.reviews.tests import made as reviews


@pytest.fixture
def guide(tmp_path: Path, db: None) -> Prediction:
    """The guide of two questions on one area, with predictions, and reviews; return the first prediction."""
    reviews.loaded()  # first: they bring a vocabulary without roles
    return predictions.loaded(tmp_path)


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
