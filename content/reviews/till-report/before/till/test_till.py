from datetime import UTC, datetime, timedelta

import pytest

from .reports import Takings, takings_between
from .store import add_sale, open_store

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def store():
    connection = open_store(":memory:")
    yield connection
    connection.close()


def test_the_end_of_a_span_belongs_to_the_next(store):
    add_sale(store, shop="harbour", sold_at=NOON, cents=1250)
    add_sale(store, shop="harbour", sold_at=NOON + timedelta(hours=1), cents=300)
    assert takings_between(store, "harbour", NOON, NOON + timedelta(hours=1)) == Takings("harbour", 1, 1250)
