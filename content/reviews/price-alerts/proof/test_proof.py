import asyncio
import gc

import httpx
import prices.alerts
import prices.api
import prices.book
import prices_before.api
import prices_before.book
import pytest
from prices import test_prices

URLS = [f"https://subscriber-{number}.example/hook" for number in range(3)]


def heard_before_the_end(api, book) -> list[str]:
    """Change a price over HTTP, then end the service as a deployment does; return who heard of the change."""
    heard = []

    async def answer(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.01)
        heard.append(request.url.host)
        return httpx.Response(204)

    async def serve() -> None:
        app = api.build(book)
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as out:
            app.state.client = out
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here") as client:
                assert (await client.put("/prices/lamp", json={"cents": 4500})).status_code == 200

    asyncio.run(serve())
    return heard


def test_lost_with_the_process() -> None:
    book = prices.book.PriceBook({"lamp": 4900}, {"lamp": URLS})
    assert heard_before_the_end(prices.api, book) == []
    assert book.failures == []  # the night's job will not send them either

    before = prices_before.book.PriceBook({"lamp": 4900}, {"lamp": URLS})
    assert len(heard_before_the_end(prices_before.api, before)) == 3


def test_an_unexpected_error_reaches_nobody(caplog) -> None:
    """An error that is no HTTPError, here an address that cannot be read, reaches nobody but the garbage collector."""
    book = prices.book.PriceBook({"lamp": 4900}, {"lamp": ["https://subscriber.example:port"]})

    async def serve() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(204))) as client:
            await prices.alerts.announce_soon(client, book, prices.book.Change("lamp", 4900, 4500))
            await asyncio.sleep(0.01)

    asyncio.run(serve())
    gc.collect()
    assert "Task exception was never retrieved" in caplog.text
    assert book.failures == []


def test_failure_is_never_kept() -> None:
    change = prices.book.Change("lamp", 4900, 4500)
    book = prices.book.PriceBook({"lamp": 4900}, {"lamp": URLS})

    async def run() -> None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(500))) as client:
            await prices.alerts.deliver(client, book, change, URLS[0], asyncio.Semaphore(1))
        await book.keep_failure(URLS[1], change)

    with pytest.warns(RuntimeWarning, match="keep_failure' was never awaited"):
        asyncio.run(run())
    assert book.failures == [(URLS[1], change)]


@pytest.mark.filterwarnings("ignore:coroutine:RuntimeWarning")
def test_only_the_log_is_tested(caplog) -> None:
    urls = ["https://good.example/hook", "https://bad.example/hook"]
    book = prices.book.PriceBook({"lamp": 4900}, {"lamp": urls})

    test_prices.test_a_failed_alert_does_not_stop_the_others(book, caplog)

    assert book.failures == []
