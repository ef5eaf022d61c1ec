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
            await alerts.announce(client, book, CHANGE)

    asyncio.run(run())
    return arrived


def test_an_unknown_item_has_no_price(book):
    with TestClient(build(book)) as client:
        assert client.put("/prices/sofa", json={"cents": 100}).status_code == 404


def test_subscribers_hear_of_a_change(book):
    assert announced(book) == [{"sku": "lamp", "old_cents": 4900, "new_cents": 4500}]


def test_a_failed_alert_is_kept(book):
    announced(book)
    assert book.failures == [("https://bad.example/hook", CHANGE)]
