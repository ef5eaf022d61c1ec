"""Four reasons why a test is red now and then, each made to happen every time."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from shop.models import Customer, Order

pytest_plugins = ["pytester"]


@pytest.fixture
def orders(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE shop_order CASCADE")  # a fresh file for the table, or this example would be flaky too
    customer = Customer.objects.create(name="Any", email="any@example.org")
    for number in ("A", "B", "C"):
        Order.objects.create(customer=customer, number=number)


@pytest.mark.postgresql
def test_rows_without_an_order_move_after_an_update(orders):
    numbers = Order.objects.values_list("number", flat=True)
    assert list(numbers.all()) == ["A", "B", "C"]  # looks sorted, was never promised
    Order.objects.filter(number="A").update(status="paid")
    assert sorted(numbers.all()) == ["A", "B", "C"]
    assert list(numbers.all()) == ["B", "C", "A"]
    assert list(numbers.order_by("number")) == ["A", "B", "C"]
    print("PostgreSQL, no ORDER BY, one row updated: B C A")


def test_two_kinds_of_today_disagree_for_two_hours_of_the_day():
    office = timezone(timedelta(hours=2))
    red = []
    for hour in range(24):
        moment = datetime(2026, 7, 1, hour, 30, tzinfo=office)
        written_by_the_server = moment.astimezone(UTC).date()
        expected_by_the_test = moment.date()  # what date.today() says on a laptop in the office
        if written_by_the_server != expected_by_the_test:
            red.append(hour)
    assert red == [0, 1]
    print(f"red at {red} o'clock: {len(red)} hours of 24, when only the nightly build runs")


def test_a_neighbour_decides(pytester, monkeypatch, capsys):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(
        test_rates="""
        RATES = {"EUR": 1}

        def test_add_a_currency():
            RATES["USD"] = 2
            assert len(RATES) == 2

        def test_only_euro_at_first():
            assert RATES == {"EUR": 1}
        """
    )
    first, second = "test_rates.py::test_add_a_currency", "test_rates.py::test_only_euro_at_first"
    outcomes = {
        "as written": pytester.runpytest(first, second).parseoutcomes(),
        "alone": pytester.runpytest(second).parseoutcomes(),
        "reversed": pytester.runpytest(second, first).parseoutcomes(),
    }
    capsys.readouterr()
    assert outcomes == {"as written": {"passed": 1, "failed": 1}, "alone": {"passed": 1}, "reversed": {"passed": 2}}
    for order, outcome in outcomes.items():
        print(f"{order}: {'red' if outcome.get('failed') else 'green'}")


def test_a_set_of_strings_has_another_order_in_another_process():
    def order_with(seed: int) -> str:
        command = [sys.executable, "-S", "-c", "print(*{'open', 'paid', 'shipped', 'returned'})"]
        return subprocess.check_output(command, env=os.environ | {"PYTHONHASHSEED": str(seed)}, text=True)

    assert len({order_with(1), order_with(2), order_with(3), order_with(4)}) > 1
    assert order_with(1) == order_with(1)  # a fixed seed repeats it


def test_what_small_chances_add_up_to():
    suite_red = 1 - 0.999**300
    assert 0.25 < suite_red < 0.27
    print(f"300 tests, each red once in 1,000 runs: the suite is red in {suite_red:.0%} of runs")

    hidden = 1 - 0.3**3
    assert 0.97 < hidden < 0.98
    print(f"a race that fails 30% of the time, with two retries: green in {hidden:.0%} of runs")
