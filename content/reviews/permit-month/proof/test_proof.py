import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta

import pytest
from permits import test_permits
from permits.store import Store


def days_that_fail(year: int, monkeypatch) -> list[date]:
    """Run the test as it would run at noon of every day of the year."""
    failed = []
    noon = datetime(year, 1, 1, 12, tzinfo=UTC)
    while noon.year == year:
        clock = type("Clock", (), {"now": staticmethod(lambda _, noon=noon: noon)})
        monkeypatch.setattr(test_permits, "datetime", clock)
        with closing(sqlite3.connect(":memory:")) as connection:
            try:
                test_permits.test_a_month_sold_today_ends_before_the_same_day(Store(connection))
            except ValueError:
                failed.append(noon.date())
        noon += timedelta(days=1)
    return failed


def test_fails_in_december(monkeypatch) -> None:
    failed = days_that_fail(2027, monkeypatch)

    assert len(failed) == 38
    assert [day.day for day in failed if day.month == 12] == [*range(1, 32)]
    assert [f"{day:%m-%d}" for day in failed if day.month < 12] == [
        *("01-29", "01-30", "01-31"),
        *("03-31", "05-31", "08-31", "10-31"),
    ]


def test_one_store_for_all() -> None:
    """What the second test asserts holds before it sells anything, because the first has sold the same permit."""
    with closing(sqlite3.connect(":memory:")) as connection:
        store = Store(connection)
        test_permits.test_a_week_counts_its_first_day(store)
        assert store.is_allowed("N-AB 12", date(2026, 3, 11))

    with closing(sqlite3.connect(":memory:")) as connection:
        assert not Store(connection).is_allowed("N-AB 12", date(2026, 3, 11))


def test_needs_the_test_before() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        shared = Store(connection)
        test_permits.test_a_month_is_allowed_to_the_last_day(shared)
        test_permits.test_permits_that_end_are_listed_by_day(shared)

    with closing(sqlite3.connect(":memory:")) as connection, pytest.raises(AssertionError):
        test_permits.test_permits_that_end_are_listed_by_day(Store(connection))
