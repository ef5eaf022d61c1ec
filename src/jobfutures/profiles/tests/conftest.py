"""People who are signed in, and an area of the guide."""

import pytest
from django.test import Client

from jobfutures.accounts.models import User
from jobfutures.topics.models import Area, Section


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


@pytest.fixture
def names(db: None) -> Area:
    """An area of the guide."""
    section = Section.objects.create(id="A", slug="core", title="Python language core", line="Core", position=0)
    made = Area(id="A1", section=section, slug="names", title="Names, mutability, copying", line="Names", position=0)
    made.first_release = True
    made.save(force_insert=True)
    return made
