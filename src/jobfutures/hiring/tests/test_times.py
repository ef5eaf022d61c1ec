"""What a time that somebody wrote means, also on the nights on which clocks change."""

from datetime import UTC, datetime, timedelta

import pytest

from jobfutures.hiring.rules.times import Fault, Instant, NoSuchTime, fault_of, instant, is_near, meet_any, span
from tests.people import NOON

BERLIN, NEW_YORK, LORD_HOWE, KATHMANDU = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"


@pytest.mark.parametrize(
    ("written", "zone", "means"),
    [
        ("2027-01-15T14:30", BERLIN, "2027-01-15T13:30"),
        ("2027-07-15T14:30", BERLIN, "2027-07-15T12:30"),
        ("2027-03-28T01:59", BERLIN, "2027-03-28T00:59"),
        ("2027-03-28T03:00", BERLIN, "2027-03-28T01:00"),
        ("2027-10-31T01:59", BERLIN, "2027-10-30T23:59"),
        ("2027-10-31T03:00", BERLIN, "2027-10-31T02:00"),
        ("2027-03-14T09:00", NEW_YORK, "2027-03-14T13:00"),
        ("2027-01-15T00:10", KATHMANDU, "2027-01-14T18:25"),
        ("2027-01-15T14:30", "UTC", "2027-01-15T14:30"),
    ],
)
def test_a_time_means_the_instant_that_the_clocks_of_its_zone_show(written: str, zone: str, means: str) -> None:
    assert instant(datetime.fromisoformat(written), zone) == Instant(datetime.fromisoformat(means).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("2027-03-28T02:00", BERLIN), ("2027-03-28T02:59", BERLIN), ("2027-03-14T02:30", NEW_YORK),
        ("2027-10-03T02:15", LORD_HOWE),
    ],
)  # fmt: skip
def test_a_time_that_the_clocks_skip_is_none(written: str, zone: str) -> None:
    with pytest.raises(NoSuchTime):
        instant(datetime.fromisoformat(written), zone)


@pytest.mark.parametrize(
    ("written", "zone", "first"),
    [
        ("2027-10-31T02:00", BERLIN, "2027-10-31T00:00"),
        ("2027-10-31T02:59", BERLIN, "2027-10-31T00:59"),
        ("2027-11-07T01:30", NEW_YORK, "2027-11-07T05:30"),
        ("2027-04-04T01:45", LORD_HOWE, "2027-04-03T14:45"),
    ],
)
def test_of_a_time_that_comes_twice_the_first_is_meant_and_it_is_told(written: str, zone: str, first: str) -> None:
    found = instant(datetime.fromisoformat(written), zone)

    assert found == Instant(datetime.fromisoformat(first).replace(tzinfo=UTC), comes_twice=True)


def test_a_proposal_is_an_hour_to_sixty_days_ahead() -> None:
    hour, days = timedelta(hours=1), timedelta(days=60)
    faults = [fault_of(NOON + ahead, NOON) for ahead in (hour - timedelta(seconds=1), hour, days, days + hour)]

    assert faults == [Fault.SOON, None, None, Fault.LATE]
    days = [datetime.fromisoformat(day) for day in ("0001-01-01", "9999-12-31", "2027-01-01")]
    assert [is_near(day, NOON) for day in days] == [False, False, True]


def test_two_interviews_meet_where_one_begins_before_the_other_ends() -> None:
    own = [span(NOON, 60)]

    assert meet_any(own, [span(NOON + timedelta(minutes=59), 30)])
    assert not meet_any(own, [span(NOON + timedelta(minutes=60), 30), span(NOON - timedelta(minutes=30), 30)])
