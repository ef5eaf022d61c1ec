"""A small guide with a few cards, and people who are signed in."""

from pathlib import Path

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.guide.models import Card
from jobfutures.guide.tests.loaded import load
from jobfutures.guide.tests.made import content_folder


@pytest.fixture
def cards(tmp_path: Path, db: None) -> list[Card]:
    """The cards of the small guide, in reading order."""
    load(content_folder(tmp_path))
    return list(Card.objects.order_by("question__position", "position"))


@pytest.fixture
def at_home(ana: User) -> Client:
    """A client of ana, signed in."""
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def stranger(ben: User) -> Client:
    client = Client()
    client.force_login(ben)
    return client
