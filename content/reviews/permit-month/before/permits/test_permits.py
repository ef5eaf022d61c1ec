import sqlite3
from datetime import date

import pytest

from .sale import sell
from .store import Store


@pytest.fixture
def store():
    connection = sqlite3.connect(":memory:")
    yield Store(connection)
    connection.close()


def test_a_week_counts_its_first_day(store):
    assert sell(store, "N-AB 12", date(2026, 3, 5), weeks=1).ends_on == date(2026, 3, 11)


def test_a_car_with_a_permit_is_allowed_to_the_last_day(store):
    sell(store, "N-AB 12", date(2026, 3, 5), weeks=1)
    assert store.is_allowed("N-AB 12", date(2026, 3, 11))
    assert not store.is_allowed("N-AB 12", date(2026, 3, 12))


def test_another_car_is_not_allowed(store):
    sell(store, "N-AB 12", date(2026, 3, 5), weeks=1)
    assert not store.is_allowed("N-AB 13", date(2026, 3, 5))
