"""A million users a day, in seconds, places, bytes and money's neighbours: each step is one line."""

from dataclasses import dataclass, replace

import pytest
from sqlalchemy import text

DAY = 86_400


@dataclass(frozen=True)
class Assumptions:
    """Everything that was guessed, in one place, so that it can be argued about."""

    users_a_day: int = 1_000_000
    requests_each: int = 20
    peak_factor: float = 5.0
    seconds_each: float = 0.050
    writes_each: int = 2
    row_bytes: int = 500
    answer_kb: float = 20.0
    cached_share: float = 0.0


def estimate(a: Assumptions) -> dict[str, float]:
    per_second = a.users_a_day * a.requests_each / DAY
    peak = per_second * a.peak_factor
    return {
        "requests a second, mean": per_second,
        "requests a second, peak": peak,
        "under way at once, peak": peak * (1 - a.cached_share) * a.seconds_each,  # Little's law
        "rows written a second, peak": a.users_a_day * a.writes_each / DAY * a.peak_factor,
        "GB of rows a year": a.users_a_day * a.writes_each * a.row_bytes * 365 / 1e9,
        "Mbit a second out, peak": peak * a.answer_kb * 8 / 1000,
    }


def test_the_chain():
    for name, value in estimate(Assumptions()).items():
        print(f"{name}: {value:,.0f}")
    assert estimate(Assumptions())["requests a second, mean"] == pytest.approx(231.5, abs=0.1)


def test_rounding_as_one_does_on_a_whiteboard_is_close_enough():
    whiteboard = 1_000_000 * 20 / 100_000  # a day has about a hundred thousand seconds
    exact = estimate(Assumptions())["requests a second, mean"]
    print(f"whiteboard {whiteboard:.0f}, exact {exact:.0f}")
    assert abs(whiteboard / exact - 1) < 0.15


def test_which_assumption_is_worth_an_afternoon():
    base = estimate(Assumptions())["under way at once, peak"]
    doubled = {
        name: estimate(replace(Assumptions(), **{name: value}))["under way at once, peak"] / base
        for name, value in {"peak_factor": 10.0, "seconds_each": 0.1, "row_bytes": 1000, "cached_share": 0.8}.items()
    }
    for name, times in doubled.items():
        print(f"change {name}: {times:.1f} times the workers")
    assert doubled["row_bytes"] == 1 and doubled["peak_factor"] == pytest.approx(2) and doubled["cached_share"] < 0.3


def servers(under_way: float, places_each: int, busy: float, spare: int) -> int:
    return -(-round(under_way / busy) // places_each) + spare


def test_from_places_to_servers():
    under_way = estimate(Assumptions())["under way at once, peak"]
    needed = servers(under_way, places_each=16, busy=0.65, spare=1)
    print(f"{under_way:.0f} under way, 16 places a server, 65 % busy, one spare: {needed} servers")
    assert needed == 7


def test_hot_data_fits_into_memory_or_not():
    rows_a_month = 1_000_000 * 2 * 30
    print(f"a month of rows: {rows_a_month * 500 / 1e9:.0f} GB of 500 bytes each")
    assert rows_a_month * 500 / 1e9 == 30


@pytest.mark.postgresql
def test_then_replace_a_guess_by_a_measurement(engine):
    """How large is a row really, with its index? Insert some and ask."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TEMP TABLE visit (id bigserial PRIMARY KEY, who bigint, at timestamptz, page text)"))
        fill = "INSERT INTO visit (who, at, page) SELECT n, now(), repeat('x', 40) FROM generate_series(1, 10000) n"
        connection.execute(text(fill))
        size = connection.scalar(text("SELECT pg_total_relation_size('visit')"))
    print(f"measured: {size / 10_000:.0f} bytes a row, index included; the four values alone have about 64")
    assert 64 < size / 10_000 < 500
