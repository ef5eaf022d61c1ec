"""'Make the dashboard live.' Three answers with what each costs and gives, and what a yes does to everything else."""

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Option:
    name: str
    age_s: float  # how old a figure on the screen may be
    weeks: float
    requests_a_second: float
    customers_served: int  # of the 40 who asked, by what they said they need it for


def polling(people: int, every_s: float) -> float:
    return people / every_s


OPTIONS = [
    Option("live, pushed", age_s=1, weeks=6, requests_a_second=0, customers_served=40),
    Option("polled every 2 s", age_s=2, weeks=0.4, requests_a_second=polling(500, 2), customers_served=39),
    Option("polled every 60 s", age_s=60, weeks=0.4, requests_a_second=polling(500, 60), customers_served=36),
    Option("as it is, every hour", age_s=3600, weeks=0, requests_a_second=polling(500, 3600), customers_served=5),
]


def test_the_request_with_its_alternatives():
    for option in OPTIONS:
        print(
            f"{option.name}: {option.weeks} weeks, {option.requests_a_second:.1f} requests a second,"
            f" serves {option.customers_served} of 40"
        )
    assert polling(500, 2) == 250 and polling(500, 60) == pytest.approx(8.3, abs=0.04)


def test_what_the_last_few_customers_cost():
    live, minute = OPTIONS[0], OPTIONS[2]
    more = live.customers_served - minute.customers_served
    weeks = live.weeks - minute.weeks
    print(f"the last {more} customers cost {weeks:.1f} weeks, the first {minute.customers_served} cost {minute.weeks}")
    assert weeks / more > 100 * minute.weeks / minute.customers_served


def waiting_weeks(busy: float, weeks_each: float = 1.0) -> float:
    """Mean time in the queue for a team that takes one thing after another, with arrivals and sizes at random (M/M/1)."""
    return weeks_each * busy / (1 - busy)


def test_a_yes_makes_everything_else_wait():
    for busy in (0.70, 0.85, 0.95):
        print(f"team {busy:.0%} full: a new task of one week waits {waiting_weeks(busy):.1f} weeks before it starts")
    assert waiting_weeks(0.95) == pytest.approx(19)


def test_what_a_delay_costs():
    """Saying yes to six weeks moves the export by six weeks; nine customers wait for it, two say they will leave."""
    monthly, leaving, months = 400, 2, 12
    lost = monthly * leaving * months
    gained = monthly * 1 * months  # one prospect asks for the live view
    print(f"moving the export costs about {lost} a year, the live view brings about {gained}")
    assert lost > gained


def range_of(low: float, likely: float, high: float) -> str:
    mean = (low + 4 * likely + high) / 6
    return f"{low:g} to {high:g} weeks, most likely {likely:g}, mean {mean:.1f}"


def test_say_the_range_not_the_point():
    print("live, pushed:", range_of(4, 6, 14))
    assert range_of(4, 6, 14).endswith("mean 7.0")
