from datetime import UTC, date, datetime, timedelta

import pytest

from .reports import Takings, as_text, daily_report, takings_between
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


def test_a_day_has_a_line_for_every_shop(store):
    add_sale(store, shop="harbour", sold_at=NOON, cents=1250)
    add_sale(store, shop="island", sold_at=NOON, cents=305)
    add_sale(store, shop="island", sold_at=NOON + timedelta(days=1), cents=99)
    day = date(2026, 5, 4)
    report = daily_report(store, day)
    assert report == [Takings("harbour", 1, 1250), Takings("airport", 0, 0), Takings("island", 1, 305)]
    assert as_text(day, report).splitlines() == [
        "Takings of 04.05.2026",
        "harbour        1      12,50",
        "airport        0       0,00",
        "island         1       3,05",
    ]
