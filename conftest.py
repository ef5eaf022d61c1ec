"""Fixtures of the whole suite: the people, and settings that make tests quick and apart from each other."""

import os
import tempfile

os.environ.setdefault("JOBFUTURES_DATA", tempfile.mkdtemp(prefix="jobfutures-test-"))
os.environ.setdefault("JOBFUTURES_SECRET_KEY", "only for the tests")

from typing import Any

import pytest

from jobfutures.accounts.models import User
from tests.people import person


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PUBLIC_PAGES_KEPT = 0


@pytest.fixture
def ana(db: None) -> User:
    """A person with a confirmed address."""
    return person("ana")


@pytest.fixture
def ben(db: None) -> User:
    """Another person with a confirmed address, a stranger to ana."""
    return person("ben")


@pytest.fixture
def olga(db: None) -> User:
    """The operator of the instance."""
    return person("olga", is_operator=True)
