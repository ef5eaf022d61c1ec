"""Graded in black boxes: no cheat passes, no hostile answer harms the grader, the honest solution passes after each."""

import pytest

from jobfutures.runner.client import Client
from jobfutures.runner.job import Job, Verdict
from jobfutures.runner.limits import Limits
from jobfutures.runner.tests.cheats import orders, replies, rows, totals
from jobfutures.runner.tests.people import graded

pytestmark = pytest.mark.slow
WALL = Limits(wall_s=8)


def of_orders(source: str) -> Job:
    return graded({"main.py": source}, orders.CHECKS, limits=WALL, shim="asgi", app="main:app")


def of_totals(source: str) -> Job:
    return graded({"main.py": source}, totals.CHECKS, limits=WALL)


def of_rows(view: str) -> Job:
    files = {**rows.PROJECT, "shop/views.py": view}
    return graded(files, rows.CHECKS, limits=WALL, shim="wsgi", app="wsgi:application", database=rows.SCHEMA)


CHEATS = {
    **{f"orders: {name}": of_orders(orders.STARTER + trick) for name, trick in orders.CHEATS.items()},
    **{f"orders: {name}": of_orders(trick) for name, trick in replies.REPLIES.items()},
    **{f"totals: {name}": of_totals(module) for name, module in totals.CHEATS.items()},
    **{f"rows: {name}": of_rows(view) for name, view in rows.CHEATS.items()},
}


@pytest.mark.parametrize("name", CHEATS)
def test_a_cheat_does_not_pass_and_harms_nobody(runner: Client, name: str) -> None:
    outcome = runner.run(CHEATS[name])

    assert not outcome.passed, outcome.checks
    assert outcome.verdict is not Verdict.FAULT, outcome.reason
    assert runner.run(of_totals(totals.SOLUTION)).passed


@pytest.mark.parametrize(
    "job",
    [of_orders(orders.SOLUTION), of_totals(totals.SOLUTION), of_rows(rows.SOLUTION)],
    ids=["orders", "totals", "rows"],
)
def test_the_honest_solution_passes(runner: Client, job: Job) -> None:
    outcome = runner.run(job)

    assert outcome.passed, outcome


def test_there_are_enough_of_them() -> None:
    assert len(CHEATS) >= 40


def test_no_check_means_no_pass(runner: Client) -> None:
    outcome = runner.run(graded({"main.py": totals.SOLUTION}, "x = 1"))

    assert not outcome.passed


def test_a_fault_in_a_check_is_ours(runner: Client) -> None:
    outcome = runner.run(graded({"main.py": totals.SOLUTION}, "1 / 0"))

    assert outcome.verdict is Verdict.FAULT
