"""Where the minutes of a slow suite go, and what four levers are worth."""

import time
import unittest

import pytest
from django.contrib.auth.hashers import BasePasswordHasher, MD5PasswordHasher, PBKDF2PasswordHasher, make_password
from django.db import connection
from django.test import TestCase
from shop.models import Customer, Order

pytest_plugins = ["pytester"]


def test_the_time_sits_in_setup_and_durations_says_so(pytester, monkeypatch, capsys):
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    pytester.makepyfile(
        """
        import pytest, time

        @pytest.fixture
        def catalogue():
            time.sleep(0.05)  # stands for 400 rows that the test does not look at

        @pytest.mark.parametrize("n", range(3))
        def test_total(catalogue, n):
            assert n * 2 == n + n
        """
    )
    report = pytester.runpytest("--durations=3", "--durations-min=0.01").outlines
    capsys.readouterr()
    phases = [line.split()[1] for line in report if "test_total" in line and "s " in line[:8]]
    assert phases == ["setup", "setup", "setup"]
    print("the three slowest entries:", ", ".join(phases))


def test_a_password_hash_is_slow_on_purpose():
    def seconds(hasher: BasePasswordHasher) -> float:
        started = time.perf_counter()
        make_password("correct horse", hasher=hasher)
        return time.perf_counter() - started

    production, tests = seconds(PBKDF2PasswordHasher()), min(seconds(MD5PasswordHasher()) for _ in range(3))
    assert production > 100 * tests
    print(f"measured: {production * 1000:.0f} ms for a production hash, {tests * 1000:.2f} ms for the test hasher")
    print(f"measured: 2,000 tests that create one user each: {production * 2000 / 60:.0f} minutes of hashing")


class Rows:
    """Eight tests that read the same 25 orders."""

    __test__ = False  # run by the test below, not by pytest

    @staticmethod
    def make() -> None:
        customer = Customer.objects.create(name="Any", email="any@example.org")
        for n in range(25):
            Order.objects.create(customer=customer, number=f"N-{n}")

    def check(self) -> None:
        assert Order.objects.count() == 25

    test_1 = test_2 = test_3 = test_4 = test_5 = test_6 = test_7 = test_8 = check


class ForEachTest(Rows, TestCase):
    def setUp(self) -> None:
        self.make()


class OnceForTheClass(Rows, TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.make()


def inserts_of(kind: type[TestCase]) -> int:
    sent = []

    def remember(execute, sql, params, many, context):
        sent.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(remember):
        result = unittest.TestResult()
        unittest.defaultTestLoader.loadTestsFromTestCase(kind).run(result)
    assert (result.testsRun, result.wasSuccessful()) == (8, True)
    return sum(sql.startswith("INSERT") for sql in sent)


@pytest.mark.django_db(transaction=True)
def test_rows_made_once_for_the_class_are_rolled_back_all_the_same():
    every_time, once = inserts_of(ForEachTest), inserts_of(OnceForTheClass)
    assert (every_time, once) == (208, 26)
    assert Order.objects.count() == 0
    print(f"8 tests, 26 rows: {every_time} inserts from setUp, {once} from setUpTestData")


def slowest_machine(files: list[int], machines: int, longest_first: bool) -> int:
    """Deal files out to machines, in turn or always to the one with the least work, and return the longest total."""
    totals = [0] * machines
    for turn, seconds in enumerate(sorted(files, reverse=True) if longest_first else files):
        totals[min(range(machines), key=totals.__getitem__) if longest_first else turn % machines] += seconds
    return max(totals)


def test_splitting_is_limited_by_balance_and_then_by_the_longest_file():
    files = [420, 60, 90, 30, 330, 45, 60, 75, 300, 60, 120, 90, 240, 150, 210, 120]  # seconds, in order of name
    assert sum(files) == 40 * 60
    in_turn, balanced = slowest_machine(files, 4, False), slowest_machine(files, 4, True)
    many = slowest_machine(files, 12, True)
    print(f"40 minutes on 4 machines: {in_turn} s dealt out in turn, {balanced} s longest first; 12 machines: {many} s")
    assert in_turn > 2 * balanced
    assert many == max(files) == 420
