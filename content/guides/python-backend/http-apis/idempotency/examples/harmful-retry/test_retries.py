"""What retries send to a service that is in trouble, counted."""

from collections.abc import Callable

import pytest


class Unavailable(Exception):
    """503: may pass by itself."""


class Refused(Exception):
    """422: the same request will be refused again."""


class Service:
    def __init__(self, error: Exception | None) -> None:
        self.calls, self.error = 0, error

    def __call__(self) -> str:
        self.calls += 1
        if self.error:
            raise self.error
        return "ok"


def retrying(call: Callable[[], str], attempts: int, on: type[Exception] = Exception) -> Callable[[], str]:
    def wrapped() -> str:
        for left in reversed(range(attempts)):
            try:
                return call()
            except on:
                if not left:
                    raise
        raise AssertionError("unreachable")

    return wrapped


@pytest.mark.parametrize(("layers", "calls"), [(1, 3), (2, 9), (3, 27)])
def test_three_attempts_in_each_layer_multiply(layers, calls):
    database = Service(Unavailable())
    call = database
    for _ in range(layers):
        call = retrying(call, 3)
    with pytest.raises(Unavailable):
        call()
    print(f"{layers} layers with 3 attempts: {database.calls} calls at the bottom")
    assert database.calls == calls


def test_a_refusal_is_not_cured_by_asking_again():
    careless, careful = Service(Refused()), Service(Refused())
    for call in (retrying(careless, 3), retrying(careful, 3, on=Unavailable)):
        with pytest.raises(Refused):
            call()
    print(f"calls for one 422: retry on everything {careless.calls}, on unavailable {careful.calls}")
    assert (careless.calls, careful.calls) == (3, 1)


class Budget:
    """Retries may be at most a tenth of the first attempts, with a few to start with."""

    def __init__(self, tokens: float = 5.0, share: float = 0.1) -> None:
        self.tokens, self.share, self.most = tokens, share, tokens

    def first_attempt(self) -> None:
        self.tokens = min(self.most, self.tokens + self.share)

    def may_retry(self) -> bool:
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


def send_100(service: Service, budget: Budget | None) -> int:
    """A hundred requests, each with up to 3 attempts; return how many succeeded."""
    succeeded = 0
    for _ in range(100):
        if budget:
            budget.first_attempt()
        for attempt in range(3):
            if attempt and budget and not budget.may_retry():
                break
            try:
                service()
                succeeded += 1
                break
            except Unavailable:
                continue
    return succeeded


def test_a_budget_keeps_an_outage_from_tripling_the_load():
    plain, budgeted = Service(Unavailable()), Service(Unavailable())
    send_100(plain, None)
    send_100(budgeted, Budget())
    print(f"100 requests to a dead service: {plain.calls} calls, with a budget {budgeted.calls}")
    assert plain.calls == 300
    assert budgeted.calls <= 100 + 5 + 10


def test_the_same_budget_still_helps_when_one_call_in_fifty_fails():
    class Flaky(Service):
        def __call__(self) -> str:
            self.calls += 1
            if self.calls % 50 == 0:
                raise Unavailable
            return "ok"

    with_budget = Flaky(None)
    succeeded = send_100(with_budget, Budget())
    print(f"one call in fifty fails: {succeeded} of 100 succeed with {with_budget.calls} calls")
    assert succeeded == 100


def test_work_that_succeeded_late_is_done_again_by_a_retry():
    placed: list[str] = []
    clock = 0.0

    def place_order(takes: float, patience: float) -> str:
        nonlocal clock
        placed.append("order")  # the server finishes, whoever waits
        clock += min(takes, patience)
        if takes > patience:
            raise Unavailable  # for the caller: a timeout
        return "ok"

    with pytest.raises(Unavailable):
        retrying(lambda: place_order(takes=3.0, patience=2.0), 3)()
    print(f"a server that needs 3 s, a client that waits 2 s: {len(placed)} orders after {clock:.0f} s, no success")
    assert (len(placed), clock) == (3, 6.0)


def test_retries_beyond_the_caller_s_deadline_work_for_nobody():
    service = Service(Unavailable())
    clock, deadline = 0.0, 5.0  # our caller gives up after 5 s
    useful = 0
    for _ in range(4):
        useful += clock < deadline
        with pytest.raises(Unavailable):
            service()
        clock += 2.0  # each attempt times out after 2 s
    print(f"4 attempts of 2 s for a caller who waits 5 s: {service.calls - useful} began after it had left")
    assert (service.calls, useful) == (4, 3)
