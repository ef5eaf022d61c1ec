"""Rows for the tests of this room: a small exercise of its own, attempts at it, and verdicts as a runner gives them."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from jobfutures.accounts.models import User
from jobfutures.exercises.commands.attempts import submit_attempt
from jobfutures.exercises.commands.loading import load_exercises
from jobfutures.exercises.content import Exercise as Written
from jobfutures.exercises.content import ExerciseFields, Task, TaskFields
from jobfutures.exercises.models import Attempt, Exercise, State
from jobfutures.exercises.queries import written
from jobfutures.exercises.rules import has_passed, result_rows
from jobfutures.runner.job import CheckResult, Outcome, Verdict
from jobfutures.topics.models import Area, Section
from tests.people import NOON

FIELDS: dict[str, Any] = {
    "title": "Add up prices",
    "summary": "The till adds up wrongly. Mend `total`.",
    "areas": ["A1"],
    "level": "junior",
    "minutes": 10,
    "framework": "Python",
    "order": 10,
    "status": "published",
    "shim": "functions",
    "app": "till",
    "editable": ["till.py"],
    "requirement": [
        {"id": "sum", "title": "The total is the sum", "why": "A till that adds up wrongly loses money or customers."},
        {"id": "empty", "title": "Nothing costs nothing", "why": "An empty basket is the first that anybody tries."},
        {"id": "many", "title": "Long lists are read once", "why": "A list that is read twice takes twice as long."},
    ],
    "bad": [{"folder": f"bad-{name}", "fails": [name], "says": "expected"} for name in ("sum", "empty", "many")],
    "walls": {"wall_s": 3.0},
}
START = "def total(prices):\n    return sum(prices[1:])\n"
RIGHT = "def total(prices):\n    return sum(prices)\n"
VISIBLE = """
from grading import Run, check


@check(requirement="sum", title="Two prices are added")
def two(run: Run) -> None:
    run.same(run.call("total", [3, 4]), 7, "total([3, 4])")
"""
HIDDEN = """
from grading import Run, check


@check(requirement="sum", title="Many prices are added")
def many(run: Run) -> None:
    prices = [run.random.randrange(100) for _ in range(50)]
    run.same(run.call("total", prices), sum(prices), "the total of fifty prices")


@check(requirement="empty", title="No price is zero")
def none(run: Run) -> None:
    run.same(run.call("total", []), 0, "total([])")


@check(requirement="many", title="A long list is answered")
def long(run: Run) -> None:
    run.same(run.call("total", [1] * 5000), 5000, "the total of 5000 ones")
    run.budget("calls", 1, 2)
"""

TASK: dict[str, Any] = {
    "title": "Add up weights",
    "summary": "The scale loses a sack. Mend `load`.",
    "minutes": 15,
    "rename": {"till": "scale", "price": "weight", "total": "load", "shop": "mill", "basket": "cart"},
}
MENDED = "def load(weights):\n    return sum(weights)\n"  # the till's solution in the words of the task
TASK_STATEMENT = "The scale of a mill.\n\n## Your task\nMend it."


def as_written(slug: str = "till", **fields: Any) -> Written:
    """Return the exercise as its reader gives it."""
    return Written(
        slug=slug,
        folder=Path(),
        name=slug,
        fields=ExerciseFields.model_validate(FIELDS | fields),
        statement="The till of a shop.\n\n## What to do\nMend it.",
        project={"till.py": START, "shop/__init__.py": "", "shop/names.py": 'SHOP = "Corner"\n'},
        checks={"visible.py": VISIBLE, "hidden.py": HIDDEN},
        solutions={"reference": {"till.py": RIGHT}},
    )


def exercise(slug: str = "till", **fields: Any) -> Exercise:
    """Load one exercise beside those that are there, with its area."""
    section, _ = Section.objects.get_or_create(
        pk="A", defaults={"slug": "core", "title": "Core", "line": "The core", "position": 1}
    )
    words = {"slug": "names", "title": "Names", "line": "What names do", "first_release": True, "position": 1}
    Area.objects.get_or_create(pk="A1", defaults={"section": section, **words})
    there = [as_written(row.pk, **row.definition) for row in Exercise.objects.published() if row.pk != slug]
    load_exercises(exercises=[*there, as_written(slug, **fields)], at=NOON)
    return Exercise.objects.get(pk=slug)


def with_task(**changes: Any) -> Written:
    """Return the exercise as its reader gives it, with a code task in its folder."""
    fields = TaskFields.model_validate(TASK | changes)
    task = Task(name="till/task/task.toml", source="", fields=fields, statement=TASK_STATEMENT)
    return replace(as_written(), task=task)


def code_task() -> Exercise:
    """Load the exercise and its code task; return the row of the task."""
    exercise()
    load_exercises(exercises=[with_task()], at=NOON)
    return Exercise.objects.tasks().get()


def attempt(
    by: User, at: datetime = NOON, *, source: str = RIGHT, exercise_row: Exercise | None = None, minutes: int = 0
) -> Attempt:
    """Submit one solution; it waits."""
    row = exercise_row or exercise()
    sent = {row.editable[0]: source}
    return submit_attempt(by=by, exercise=row, files=sent, form_key=uuid4(), at=at + timedelta(minutes=minutes))


def outcome(*, fails: str = "", verdict: Verdict = Verdict.OK, **facts: Any) -> Outcome:
    """Return what a runner says: one check for each requirement; `fails` names the requirement that does not hold."""
    checks = tuple(
        CheckResult(
            check=name,
            requirement=name,
            title=f"The check of {name}",
            ok=name != fails,
            why="" if name != fails else "total([3, 4]) was 4, expected 7.",
            measured={"calls": (5.0 if name == fails else 1.0, 2.0)},
        )
        for name in ("sum", "empty", "many")
    )
    known = {"wall_ms": 40.0, "cpu_ms": 12.0, "memory_kib": 900, "checks": checks if verdict is Verdict.OK else ()}
    return Outcome(job="12345678", verdict=verdict, **known | facts)


def judged(found: Attempt, given: Outcome | None = None) -> Attempt:
    """Write a verdict, as a worker does."""
    result = given or outcome()
    one = written(found.exercise)
    Attempt.objects.filter(pk=found.pk).update(
        state=State.DONE,
        finished_at=found.submitted_at + timedelta(seconds=1),
        verdict=result.verdict.value,
        passed=has_passed(one, result),
        reason=result.reason,
        results=result_rows(one, result),
        output=result.output,
        errors=result.errors,
        wall_ms=result.wall_ms,
        cpu_ms=result.cpu_ms,
        memory_kib=result.memory_kib,
    )
    return Attempt.objects.get(pk=found.pk)


def passed(by: User, task: Exercise) -> Attempt:
    """Send the right solution of the code task, and judge it."""
    return judged(attempt(by, source=MENDED, exercise_row=task))


def renamed(one: Written, slug: str) -> Written:
    return replace(one, slug=slug, name=slug)
