"""One runner for all tests of a module: started as `serve` starts it, rootless once it runs."""

from collections.abc import Iterator

import pytest

from jobfutures.runner.client import Client
from jobfutures.runner.temporary import temporary_runner


@pytest.fixture(scope="module")
def runner() -> Iterator[Client]:
    with temporary_runner() as client:
        yield client
