"""The provider of these tests keeps the README's rules: a charge for each POST, unless its key was seen before."""

import hire.deposits
import hire.provider
import hire_before.deposits
import hire_before.provider
import httpx
import pytest


class CardProvider:
    """Takes the money, and is too slow with its first answers."""

    def __init__(self, slow_answers: int) -> None:
        self.slow_answers = slow_answers
        self.charges: list[int] = []
        self.keys: set[str] = set()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        key = request.headers.get("Idempotency-Key", f"none, request {len(self.charges)}")
        if key not in self.keys:
            self.keys.add(key)
            self.charges.append(15000)
        if self.slow_answers:
            self.slow_answers -= 1
            raise httpx.ReadTimeout("no answer within 5 s")
        return httpx.Response(201, json={"number": f"C-{len(self.charges)}"})

    def client(self) -> httpx.Client:
        return httpx.Client(base_url="https://cards.example", transport=httpx.MockTransport(self))


def test_charged_for_every_attempt() -> None:
    cards = CardProvider(slow_answers=2)
    rented = hire.deposits.Hire("H-1042", "card-7", 15000)

    hire.deposits.take_deposit(hire.provider.Provider(cards.client(), sleep=lambda _: None), rented)

    assert cards.charges == [15000, 15000, 15000]
    assert rented.charge == "C-3"  # the other two are known to nobody

    cards = CardProvider(slow_answers=2)
    provider = hire_before.provider.Provider(cards.client())
    with pytest.raises(hire_before.provider.ProviderDown):
        hire_before.deposits.take_deposit(provider, hire_before.deposits.Hire("H-1042", "card-7", 15000))
    assert cards.charges == [15000]


def test_a_key_for_each_deposit_charges_once() -> None:
    cards = CardProvider(slow_answers=2)
    client = cards.client()
    client.headers["Idempotency-Key"] = "made once, kept with hire H-1042"

    rented = hire.deposits.Hire("H-1042", "card-7", 15000)
    hire.deposits.take_deposit(hire.provider.Provider(client, sleep=lambda _: None), rented)

    assert cards.charges == [15000]
    assert rented.charge == "C-1"


def test_outage_before_arrival_only() -> None:
    """The outage of the new test never reaches the point where money moves; one that does charges twice."""
    cards = CardProvider(slow_answers=0)
    outage = iter([httpx.ConnectError("refused"), httpx.Response(503)])

    def as_in_the_test(request: httpx.Request) -> httpx.Response:
        given = next(outage, None)
        if isinstance(given, Exception):
            raise given
        return given or cards(request)

    client = httpx.Client(base_url="https://cards.example", transport=httpx.MockTransport(as_in_the_test))
    provider = hire.provider.Provider(client, sleep=lambda _: None)
    hire.deposits.take_deposit(provider, hire.deposits.Hire("H-1042", "card-7", 15000))
    assert cards.charges == [15000]

    cards = CardProvider(slow_answers=1)
    provider = hire.provider.Provider(cards.client(), sleep=lambda _: None)
    hire.deposits.take_deposit(provider, hire.deposits.Hire("H-1042", "card-7", 15000))
    assert cards.charges == [15000, 15000]
