"""A reset code that expires: the clock and the dice as inputs, and clocks that freezing does not reach."""

import random
import secrets
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db.models.functions import Now
from shop.models import Customer, Order

LIFETIME = timedelta(minutes=15)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def valid(issued: datetime, now: datetime) -> bool:
    """The decision knows no clock: the moment is passed in."""
    return issued <= now < issued + LIFETIME


@pytest.mark.parametrize(
    ("after", "expected"),
    [(-1, False), (0, True), (14 * 60 + 59, True), (15 * 60, False)],
    ids=["before", "at_once", "last_second", "too_late"],
)
def test_with_the_moment_passed_in_the_edges_are_one_line_each(after, expected):
    assert valid(NOON, NOON + timedelta(seconds=after)) is expected


def is_valid(issued: datetime) -> bool:
    return valid(issued, datetime.now(UTC))  # code we cannot change


def test_a_frozen_clock_moves_only_when_told():
    with time_machine.travel(NOON, tick=False) as clock:
        issued = datetime.now(UTC)
        clock.shift(timedelta(minutes=14, seconds=59))
        last_second = is_valid(issued)
        clock.shift(timedelta(seconds=1))
        print(f"14:59 {last_second}, 15:00 {is_valid(issued)}")
        assert last_second and not is_valid(issued)


def test_a_fixed_date_in_a_test_is_a_bomb_with_a_date():
    def green_on(day: str) -> bool:
        with time_machine.travel(day, tick=False):
            return date.today() < date(2027, 1, 1)  # "a coupon that is still valid"

    print("green in 2026:", green_on("2026-11-22"), "| in 2027:", green_on("2027-01-01"))
    assert green_on("2026-11-22") and not green_on("2027-01-01")


def a_year_later(start: date) -> date:
    return start.replace(year=start.year + 1)


def test_the_interesting_days_are_chosen_not_waited_for():
    assert a_year_later(date(2026, 3, 2)) == date(2027, 3, 2)
    with pytest.raises(ValueError) as error:
        a_year_later(date(2028, 2, 29))
    print("29 February 2028:", error.value)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_database_has_a_clock_of_its_own():
    with time_machine.travel(NOON, tick=False):
        customer = Customer.objects.create(name="Ada", email="ada@example.org")
        order = Order.objects.create(customer=customer, number="1")
        database = Order.objects.annotate(now=Now()).get().now
    print("Python's stamp is the frozen one:", order.created_at == NOON, "| the database's:", database == NOON)
    assert order.created_at == NOON
    assert database - NOON > timedelta(days=1)


def test_durations_come_from_another_clock():
    before = time.monotonic()
    with time_machine.travel(NOON, tick=False) as clock:
        clock.shift(timedelta(hours=1))
        moved = time.monotonic() - before
    print("an hour has passed for time.monotonic():", moved > 3000)
    assert moved < 3000


def draw(customers: list[str], dice: random.Random) -> str:
    return dice.choice(customers)


def test_a_generator_of_ones_own_repeats_and_disturbs_nobody():
    people = ["Ada", "Ben", "Eve", "Kim"]
    first = [draw(people, random.Random(7)) for _ in range(3)]
    assert first == [first[0]] * 3
    state = random.getstate()
    draw(people, random.Random(7))
    assert random.getstate() == state  # the shared generator was not touched
    assert {draw(people, random.Random(seed)) for seed in range(50)} == set(people)  # the rule, not one lucky draw


def code(digits: Callable[[int], int] = secrets.randbelow) -> str:
    """A code must be unpredictable in production, so the source of chance is a parameter, not a seed."""
    return f"{digits(1_000_000):06}"


def test_secrets_cannot_be_seeded_and_should_not_be():
    def after_seeding() -> tuple[float, uuid.UUID, str]:
        random.seed(1)
        return random.random(), uuid.uuid4(), secrets.token_hex(16)

    state = random.getstate()
    once, again = after_seeding(), after_seeding()
    random.setstate(state)
    repeats = dict(zip(("random", "uuid4", "secrets"), (a == b for a, b in zip(once, again, strict=True)), strict=True))
    print("repeats after random.seed(1):", repeats)
    assert repeats == {"random": True, "uuid4": False, "secrets": False}


def test_a_chosen_draw_shows_the_case_that_chance_would_show_once_in_ten():
    print("the code for 42:", code(lambda _below: 42))
    assert code(lambda _below: 42) == "000042"  # leading zeros are kept
