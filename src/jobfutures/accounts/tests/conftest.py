from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """allauth counts tries in the cache, which would outlive a test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def real_limits(settings: Any) -> None:
    settings.POST_LIMITS_FACTOR = 1
