"""What a red build means, in numbers: how rare flakiness must be, what a retry hides, and what a record shows."""

from collections import defaultdict
from datetime import date

import pytest


def red_without_a_reason(tests: int, flaky_share: float, fails_one_in: int) -> float:
    flaky = round(tests * flaky_share)
    return 1 - (1 - 1 / fails_one_in) ** flaky


def test_few_flaky_tests_are_enough():
    for flaky in (1, 10, 40):
        share = red_without_a_reason(2000, flaky / 2000, fails_one_in=100)
        print(f"{flaky} of 2000 tests fail once in a hundred runs: {share:.0%} of all builds are red for nothing")
    assert red_without_a_reason(2000, 40 / 2000, 100) > 0.3


def real(bug_rate: float, noise: float) -> float:
    """How likely a red build shows a bug, if every bug turns it red."""
    return bug_rate / (bug_rate + (1 - bug_rate) * noise)


def test_what_red_means_to_the_person_who_sees_it():
    for noise in (0.01, 0.10, 0.33):
        print(f"5 % of changes have a bug, {noise:.0%} red for nothing: a red build is real in {real(0.05, noise):.0%}")
    assert real(0.05, 0.01) > 0.8 > 0.2 > real(0.05, 0.33)


@pytest.mark.parametrize(
    ("kind", "fails"), [("test with a hidden sleep", 0.02), ("race in the product", 0.30)], ids=["test", "product"]
)
def test_running_again_until_green_treats_both_the_same(kind, fails):
    for attempts in (1, 3):
        print(f"{kind}, fails {fails:.0%} of runs: merged after {attempts} attempts with {1 - fails**attempts:.1%}")
    assert 1 - fails**3 > 0.97  # the bug is merged nearly as surely as the innocent test


HISTORY = [  # commit, test, outcome
    ("a1", "test_total", "red"),
    ("a1", "test_total", "red"),
    ("a1", "test_mail", "red"),
    ("a1", "test_mail", "green"),
    ("b2", "test_mail", "green"),
    ("b2", "test_total", "green"),
]


def test_red_and_green_on_one_commit_is_the_definition_of_flaky():
    outcomes = defaultdict(set)
    for commit, test, outcome in HISTORY:
        outcomes[commit, test].add(outcome)
    flaky = sorted({test for (_, test), seen in outcomes.items() if len(seen) == 2})
    print("flaky by the record:", flaky)
    assert flaky == ["test_mail"]  # test_total was broken by a1 and repaired by b2


def complaints(quarantine: dict[str, date], today: date, limit: int = 5) -> list[str]:
    """A quarantine is a promise with a date; without one it is a cemetery."""
    late = [f"{test} should have been repaired by {until}" for test, until in quarantine.items() if until < today]
    return late + (["too many tests in quarantine"] if len(quarantine) > limit else [])


def test_a_quarantine_fails_the_build_when_its_date_has_passed():
    quarantine = {"test_mail": date(2026, 11, 30)}
    assert complaints(quarantine, date(2026, 11, 22)) == []
    print(complaints(quarantine, date(2026, 12, 1)))
    assert len(complaints(quarantine, date(2026, 12, 1))) == 1


def test_waiting_has_a_price_too():
    """A change needs 1.3 builds on average. How many can be merged in a day, one after another?"""
    for minutes in (6, 40):
        print(f"a build of {minutes} min: at most {8 * 60 // (minutes * 1.3):.0f} merges in eight hours")
    assert 8 * 60 // (40 * 1.3) < 10
