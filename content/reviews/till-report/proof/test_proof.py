import os
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from till.reports import daily_report, takings_between
from till.shops import SHOPS
from till.store import add_sale, open_store

MONDAY = date(2026, 5, 4)
HELSINKI = ZoneInfo("Europe/Helsinki")


@pytest.fixture
def store():
    connection = open_store(":memory:")
    yield connection
    connection.close()


@pytest.fixture
def server_in(monkeypatch):
    """Let the process run in a time zone, and put it back afterwards."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    before = os.environ.get("TZ")
    yield move
    if before is None:
        monkeypatch.delenv("TZ", raising=False)
    else:
        monkeypatch.setenv("TZ", before)
    time.tzset()


def mended(store, day: date) -> list[int]:
    counts = []
    for shop in SHOPS:
        start = datetime.combine(day, datetime.min.time(), shop.zone)
        end = datetime.combine(day + timedelta(days=1), datetime.min.time(), shop.zone)
        counts.append(takings_between(store, shop.name, start, end).cents)
    return counts


def test_midnight_of_the_server(store, server_in) -> None:
    server_in("UTC")
    add_sale(store, shop="harbour", sold_at=datetime(2026, 5, 4, 1, 30, tzinfo=HELSINKI), cents=700)
    add_sale(store, shop="harbour", sold_at=datetime(2026, 5, 5, 2, 30, tzinfo=HELSINKI), cents=1100)

    assert [row.cents for row in daily_report(store, MONDAY)] == [1100, 0, 0]  # Monday has the sale of Tuesday
    assert mended(store, MONDAY) == [700, 0, 0]

    server_in("America/New_York")
    assert [row.cents for row in daily_report(store, MONDAY)] == [1100, 0, 0]
    add_sale(store, shop="island", sold_at=datetime(2026, 5, 4, 1, tzinfo=UTC), cents=50)
    assert [row.cents for row in daily_report(store, MONDAY)] == [1100, 0, 0]  # and the island's is gone as well
    assert mended(store, MONDAY) == [700, 0, 50]


def test_noon_only(store, server_in) -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    add_sale(store, shop="harbour", sold_at=noon, cents=1250)
    for zone in ("UTC", "Europe/Helsinki", "America/New_York"):
        server_in(zone)
        assert daily_report(store, MONDAY)[0].cents == 1250
    assert mended(store, MONDAY)[0] == 1250
