"""What a hidden check is written with. In the grader's sandbox this module is called `grading`:

from grading import Run, check

@check(requirement="queries", title="The list takes at most 3 queries, however long it is")
def list_is_cheap(run: Run) -> None:
    with run.db.counting() as counted:
        answer = run.http().get("/orders/")
    run.expect(answer.status == 200, f"GET /orders/ answered {answer.status}.")
    run.budget("queries", counted.queries, 3)
"""

import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jobfutures.runner.inside.calls import Calls
from jobfutures.runner.inside.database_client import Counted, Database, Statement
from jobfutures.runner.inside.http_client import Answer, BrokenAnswer, Http

__all__ = [
    "Answer",
    "BrokenAnswer",
    "Check",
    "Counted",
    "Database",
    "Failed",
    "Http",
    "Run",
    "Statement",
    "check",
    "same",
]


class Failed(Exception):
    """A check found the solution wrong; the message is the sentence that the candidate reads."""


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    requirement: str
    title: str
    body: Callable[["Run"], None]


REGISTERED: dict[str, Check] = {}


def check(*, requirement: str, title: str) -> Callable[[Callable[["Run"], None]], Callable[["Run"], None]]:
    """Register a function as a check of one requirement. title: what it verifies, as a sentence for the candidate."""

    def register(body: Callable[["Run"], None]) -> Callable[["Run"], None]:
        name = getattr(body, "__name__", "")
        if name in REGISTERED:
            raise ValueError(f"two checks are called {name}")
        REGISTERED[name] = Check(name, requirement, title, body)
        return body

    return register


@dataclass(slots=True)
class Run:
    """What one check works with. random: names and data of this submission, from a seed the candidate does not know.

    db: the trusted database, where the exercise has one.  calls: the candidate's functions, where it serves functions.
    """

    random: random.Random
    channels: list[socket.socket]
    answer_s: float
    database: Database | None = None
    calls: Calls | None = None
    connections: list[Http] = field(default_factory=list)
    measured: dict[str, tuple[float, float]] = field(default_factory=dict)

    def http(self, worker: int = 0) -> Http:
        """Return the connection to one of the workers."""
        return self.connections[worker]

    @property
    def workers(self) -> int:
        return len(self.channels)

    @property
    def db(self) -> Database:
        if self.database is None:
            raise ValueError("this exercise has no database")
        return self.database

    def call(self, name: str, *arguments: Any, **named: Any) -> Any:
        """Call a function of the candidate's module and return what it returned. Raises Failed where it raised."""
        if self.calls is None:
            raise ValueError("this exercise serves no functions")
        return self.calls.call(name, *arguments, **named)

    def expect(self, condition: bool, sentence: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Go on if the condition is exactly True. Raises Failed with the sentence."""
        if condition is not True:
            raise Failed(sentence)

    def same(self, found: Any, expected: Any, what: str) -> None:
        """Raises Failed where two JSON values differ in value or in type."""
        if not same(found, expected):
            raise Failed(f"{what}: found {short(found)}, expected {short(expected)}.")

    def budget(self, name: str, figure: float, limit: float) -> None:
        """Note a measured figure. Raises Failed where it is above its limit."""
        before = self.measured.get(name, (0.0, limit))
        self.measured[name] = (max(figure, before[0]), limit)
        if figure > limit:
            raise Failed(f"{figure:g} {name}; the limit is {limit:g}.")

    def races(
        self,
        first: Callable[[Http], Http],
        second: Callable[[Http], Http],
        *,
        arrange: Callable[[], None] = lambda: None,
        most: int = 30,
    ) -> Iterator[tuple[int, Answer, Answer]]:
        """Play two requests against each other in every order: the first worker is held before its n-th statement
        while the second runs.

        first, second: start a request on the connection they are given.  arrange: prepares the rows before each order.
        Yields n and both answers, for n = 0, 1, ... until the first request has no n-th statement.
        """
        for held_before in range(most):
            self.db.reset()
            arrange()
            self.db.hold(0, after=held_before)
            one = first(self.http(0))
            state = self.db.until_settled(0, one.channel, self.answer_s)
            two = second(self.http(1))
            self.db.until_settled(1, two.channel, self.answer_s)
            self.db.release(0)
            yield held_before, one.wait(), two.wait()
            if state == "answered":
                return

    def faults(
        self, act: Callable[[], Any], *, arrange: Callable[[], None] = lambda: None, most: int = 40
    ) -> Iterator[tuple[int, Any]]:
        """Lose the connection to the database at the n-th statement of an act, for n = 0, 1, ... until it needs no
        n-th statement.

        Yields n and what `act` returned.
        """
        for number in range(most):
            self.db.reset()
            arrange()
            self.db.fail_after(number)
            with self.db.counting() as counted:
                outcome = act()
            sent = len(counted.statements)
            self.db.fail_after(None)
            yield number, outcome
            if sent < number:
                return


def same(found: Any, expected: Any) -> bool:
    """Say whether two JSON values are equal, types included: 1 is not true and not 1.0."""
    if type(found) is not type(expected):
        return False
    if isinstance(expected, dict):
        return found.keys() == expected.keys() and all(same(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        return len(found) == len(expected) and all(map(same, found, expected))
    return bool(found == expected)


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 120 else text[:117] + "..."
