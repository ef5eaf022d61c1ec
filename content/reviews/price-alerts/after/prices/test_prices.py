import asyncio
import json

import httpx
import pytest
from fastapi.testclient import TestClient

from . import alerts
from .api import build
from .book import Change, PriceBook

CHANGE = Change("lamp", 4900, 4500)


@pytest.fixture
def book():
    return PriceBook({"lamp": 4900}, {"lamp": ["https://good.example/hook", "https://bad.example/hook"]})


def announced(book):
    """Announce the change; return the bodies that reached the good subscriber."""
    arrived = []

    def answer(request):
        if request.url.host == "bad.example":
            return httpx.Response(500)
        arrived.append(json.loads(request.content))
        return httpx.Response(204)

    async def run():
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            await alerts.announce_soon(client, book, CHANGE)
            await asyncio.sleep(0.05)

    asyncio.run(run())
    return arrived


def test_an_unknown_item_has_no_price(book):
    with TestClient(build(book)) as client:
        assert client.put("/prices/sofa", json={"cents": 100}).status_code == 404


def test_subscribers_hear_of_a_change(book):
    assert announced(book) == [{"sku": "lamp", "old_cents": 4900, "new_cents": 4500}]


def test_a_failed_alert_does_not_stop_the_others(book, caplog):
    assert len(announced(book)) == 1
    assert "alert to https://bad.example/hook failed" in caplog.text


def test_at_most_twenty_alerts_are_sent_at_once(monkeypatch):
    monkeypatch.setattr(alerts, "AT_ONCE", 2)
    book = PriceBook({"lamp": 4900}, {"lamp": [f"https://{number}.example" for number in range(6)]})
    now, most = 0, 0

    async def answer(_):
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0)
        now -= 1
        return httpx.Response(204)

    async def run():
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            await alerts.announce_soon(client, book, CHANGE)
            await asyncio.sleep(0.05)

    asyncio.run(run())
    assert most == 2
