"""The fixture with which examples prove what Django's ORM asks."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def django_assert_num_queries(request: pytest.FixtureRequest, django_assert_num_queries: Any) -> Callable[..., Any]:
    """pytest-django's fixture; every asserted count is remembered for the page."""
    proof: Any = request.config.pluginmanager.get_plugin("proof")

    def assert_queries(number: int, **options: Any) -> Any:
        return proof.counted(request.node.nodeid, number, django_assert_num_queries(number, **options))

    return assert_queries
