"""People who are signed in."""

import pytest
from django.test import Client


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
