"""A bank that everybody may use."""

import pytest

from jobfutures.checks.models import Bank
from jobfutures.checks.tests import made


@pytest.fixture
def bank(db: None) -> Bank:
    return made.bank()
