import sqlite3
from datetime import UTC, date, datetime

import pytest

from .periods import month_later
from .sale import sell, sell_month
from .store import Store


@pytest.fixture(scope="module")
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


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 5), date(2027, 1, 5)),
    ],
)
def test_a_month_keeps_to_the_calendar(day, expected):
    assert month_later(day) == expected


def test_a_month_sold_today_ends_before_the_same_day(store):
    today = datetime.now(UTC).date()
    permit = sell_month(store, "N-CD 34", today)
    assert permit.ends_on < today.replace(month=today.month + 1)


def test_a_month_is_allowed_to_the_last_day(store):
    sell_month(store, "N-EF 56", date(2026, 5, 5))
    assert store.is_allowed("N-EF 56", date(2026, 6, 4))
    assert not store.is_allowed("N-EF 56", date(2026, 6, 5))


def test_permits_that_end_are_listed_by_day(store):
    sell_month(store, "N-GH 78", date(2026, 5, 4))
    ending = store.ending(date(2026, 6, 1), date(2026, 6, 7))
    assert [permit.plate for permit in ending] == ["N-GH 78", "N-EF 56"]
