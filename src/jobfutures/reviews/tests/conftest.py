"""People who are signed in, and the reviews that the tests work with."""

import pytest
from django.test import Client

from jobfutures.reviews.models import Review
from jobfutures.reviews.tests.made import loaded

collect_ignore = ["content"]  # the projects that are reviewed have tests of their own


@pytest.fixture
def change(db) -> Review:
    """A change with three findings, loaded beside a decoy."""
    return loaded()["carrier-retry"]


@pytest.fixture
def decoy(db) -> Review:
    return loaded()["shelf-search"]


@pytest.fixture
def at_home(ana) -> Client:
    """A client of ana, signed in."""
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def stranger(ben) -> Client:
    client = Client()
    client.force_login(ben)
    return client
