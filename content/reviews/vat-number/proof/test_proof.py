import asyncio
import threading

import httpx
import pytest
from business import vat
from business.api import app, open_ledger
from business.ledger import Ledger

FORM = {"company": "North Street Bakery", "vat_number": "DE123456789"}


class SlowRegister:
    """Answers when /health has answered somebody, or after 0.4 s at the latest."""

    def __init__(self) -> None:
        self.health_answered = threading.Event()
        self.saw_health: list[bool] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.saw_health.append(self.health_answered.wait(timeout=0.4))
        return httpx.Response(200)


@pytest.fixture
def register(monkeypatch):
    async def false_ledger():
        network = httpx.MockTransport(lambda _: httpx.Response(200, json={"number": "A-1"}))
        async with httpx.AsyncClient(base_url="https://ledger.example", transport=network) as asked:
            yield Ledger(asked)

    slow = SlowRegister()
    network = httpx.MockTransport(slow)
    monkeypatch.setattr(vat, "client", httpx.Client(base_url="https://register.example", transport=network))
    app.dependency_overrides[open_ledger] = false_ledger
    yield slow
    app.dependency_overrides.clear()


async def health_while(register: SlowRegister, asking) -> bool:
    """Ask /health while the register is being asked; return whether the answer came in between."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
        asked = asyncio.create_task(asking(client))
        await asyncio.sleep(0.05)
        assert (await client.get("/health")).json() == {"ok": True}
        register.health_answered.set()
        await asked
    return register.saw_health == [True]


def test_loop_stands_still(register) -> None:
    async def apply(client: httpx.AsyncClient) -> None:
        assert (await client.post("/accounts", json=FORM)).status_code == 201

    assert not asyncio.run(health_while(register, apply))


def test_a_thread_lets_the_loop_go_on(register) -> None:
    async def ask(_: httpx.AsyncClient) -> None:
        assert await asyncio.to_thread(vat.is_registered, "DE123456789")

    assert asyncio.run(health_while(register, ask))


def test_longer_than_the_form_waits(monkeypatch) -> None:
    waited = [vat.client.timeout.read] * (len(vat.PAUSES_S) + 1)

    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("no answer within 8 s")

    network = httpx.MockTransport(answer)
    monkeypatch.setattr(vat, "client", httpx.Client(base_url="https://register.example", transport=network))
    monkeypatch.setattr(vat.time, "sleep", waited.append)
    with pytest.raises(vat.RegisterDown):
        vat.is_registered("DE123456789")
    assert sum(waited) == 28
