"""A fixture prepares something for a test that names it, and cleans up after it. What is made when, and how often?"""

from collections.abc import Callable

import pytest
from shop.models import Customer, Order

pytest_plugins = ["pytester"]


@pytest.fixture
def customer(db: None) -> Customer:
    return Customer.objects.create(name="Ana", email="ana@example.org")


@pytest.fixture
def order(customer: Customer) -> Order:
    """A fixture may ask for another one."""
    return Order.objects.create(customer=customer, number="A-1")


@pytest.fixture
def make_order(customer: Customer) -> Callable[..., Order]:
    """A fixture that returns a function: each test says what matters to it and nothing else."""
    made = iter(range(1, 1_000))
    return lambda **fields: Order.objects.create(customer=customer, number=f"N-{next(made)}", **fields)


def test_a_test_gets_what_its_parameters_name(order):
    assert order.customer.name == "Ana"


def test_within_one_test_a_fixture_is_made_once(customer, order):
    assert order.customer is customer


def test_the_next_test_starts_empty(db):
    assert Order.objects.count() == 0


def test_a_factory_shows_only_what_the_test_is_about(make_order):
    make_order(status="shipped")
    make_order()
    assert list(Order.objects.values_list("status", flat=True).order_by("number")) == ["shipped", "open"]


PLAYED = """
import pytest

@pytest.fixture(scope="module")
def shelf():
    print("make shelf")
    yield []
    print("clear shelf")

@pytest.fixture
def basket(shelf):
    print("make basket")
    yield []
    print("clear basket")

def test_first(basket, shelf):
    print("first")
    shelf.append("left by first")
    assert basket == []

def test_second(basket, shelf):
    print("second, shelf holds:", *shelf)
    raise RuntimeError("this test fails")
"""


def test_scope_decides_how_often_and_cleaning_runs_after_a_failure(pytester, monkeypatch, capsys):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(PLAYED)
    result = pytester.runpytest("-s", "-q")  # a small pytest run inside this test
    capsys.readouterr()
    result.assert_outcomes(passed=1, failed=1)
    printed = (line.lstrip(".F").strip() for line in result.outlines)  # -q adds a dot or an F in front
    steps = [step for step in printed if step.startswith(("make", "clear", "first", "second"))]
    assert steps == [
        "make shelf",
        "make basket",
        "first",
        "clear basket",
        "make basket",
        "second, shelf holds: left by first",
        "clear basket",
        "clear shelf",
    ]
    print("\n".join(steps))
