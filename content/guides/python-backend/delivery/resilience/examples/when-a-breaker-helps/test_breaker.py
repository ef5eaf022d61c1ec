"""A circuit breaker in thirty lines: what it saves, what it must not count, and whom it lets in first."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest


class Refused(Exception):
    """The breaker is open: nobody was asked."""


class Unavailable(Exception):
    """The dependency did not answer, or answered with a failure of its own."""


class NotFound(Exception):
    """An answer: there is no such thing."""


@dataclass
class Clock:
    now: float = 0.0


@dataclass
class Breaker:
    clock: Clock
    counts: tuple[type[Exception], ...] = (Unavailable,)
    threshold: int = 5
    rest_s: float = 30.0
    failures: int = 0
    open_until: float | None = field(default=None)
    probing: bool = False

    def call(self, dependency: Callable[[], str]) -> str:
        if self.open_until is not None and (self.clock.now < self.open_until or self.probing):
            raise Refused
        self.probing = self.open_until is not None
        try:
            answer = dependency()
        except Exception as error:
            self.learn(failed=isinstance(error, self.counts))
            raise
        self.learn(failed=False)
        return answer

    def learn(self, *, failed: bool) -> None:
        self.failures = self.failures + 1 if failed else 0
        if not failed:
            self.open_until = None
        elif self.probing or self.failures >= self.threshold:
            self.open_until = self.clock.now + self.rest_s
        self.probing = False


@dataclass
class Dependency:
    clock: Clock
    back_at: float = 0.0
    timeout_s: float = 2.0
    calls: int = 0

    def ask(self) -> str:
        self.calls += 1
        if self.clock.now < self.back_at:
            self.clock.now += self.timeout_s  # the caller waits for the whole timeout
            raise Unavailable
        return "price"


def hundred_requests(breaker: Breaker | None, dependency: Dependency, clock: Clock) -> dict[str, float]:
    waited, answered = 0.0, 0
    for _ in range(100):
        started = clock.now
        try:
            breaker.call(dependency.ask) if breaker else dependency.ask()
            answered += 1
        except (Unavailable, Refused):
            pass
        waited += clock.now - started
        clock.now += 0.1  # the next request of this worker
    return {"calls": dependency.calls, "seconds waited": round(waited), "answered": answered}


def test_it_saves_the_waiting_and_the_dependency():
    clock = Clock()
    without = hundred_requests(None, Dependency(clock, back_at=1e9), clock)
    clock = Clock()
    with_one = hundred_requests(Breaker(clock), Dependency(clock, back_at=1e9), clock)
    print("without:", without)
    print("with:   ", with_one)
    assert without == {"calls": 100, "seconds waited": 200, "answered": 0}
    assert with_one == {"calls": 5, "seconds waited": 10, "answered": 0}


def test_after_the_rest_one_probe_decides():
    clock = Clock()
    dependency = Dependency(clock, back_at=35)
    breaker = Breaker(clock)
    for _ in range(5):
        with pytest.raises(Unavailable):
            breaker.call(dependency.ask)
    with pytest.raises(Refused):
        breaker.call(dependency.ask)

    def second_caller_during_the_probe() -> str:
        with pytest.raises(Refused):
            breaker.call(dependency.ask)
        return dependency.ask()

    clock.now = 41  # rest is over, and the dependency is back
    assert breaker.call(second_caller_during_the_probe) == "price"
    assert breaker.call(dependency.ask) == "price" and breaker.failures == 0


def test_a_failed_probe_closes_the_door_again():
    clock = Clock()
    dependency, breaker = Dependency(clock, back_at=1e9), Breaker(clock, threshold=1)
    with pytest.raises(Unavailable):
        breaker.call(dependency.ask)
    clock.now = 40
    with pytest.raises(Unavailable):
        breaker.call(dependency.ask)
    with pytest.raises(Refused):
        breaker.call(dependency.ask)
    assert dependency.calls == 2


@pytest.mark.parametrize("counts", [(Unavailable,), (Unavailable, NotFound)], ids=["failures", "answers_too"])
def test_counting_answers_lets_one_client_close_the_door_for_all(counts):
    breaker = Breaker(Clock(), counts=counts)

    def unknown_id() -> str:
        raise NotFound

    for _ in range(5):
        with pytest.raises(NotFound):
            breaker.call(unknown_id)
    try:
        outcome = breaker.call(lambda: "price")
    except Refused:
        outcome = "refused"
    print("after five requests for unknown ids, an ordinary request gets:", outcome)
    assert outcome == ("price" if NotFound not in counts else "refused")


def test_every_process_learns_on_its_own():
    clocks = [Clock() for _ in range(8)]
    upstream = [Dependency(clock, back_at=1e9) for clock in clocks]
    for clock, dependency in zip(clocks, upstream, strict=True):
        hundred_requests(Breaker(clock), dependency, clock)
    print("8 workers, calls before all are open:", sum(dependency.calls for dependency in upstream))
    assert sum(dependency.calls for dependency in upstream) == 40
