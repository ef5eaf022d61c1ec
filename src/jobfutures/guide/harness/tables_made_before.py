"""Tables that were made before this run began, in place of those that pytest-django makes for every run."""

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None) -> None:
    """Nothing is left to do."""
