import asyncio
import logging
from dataclasses import asdict

import httpx

from .book import Change, PriceBook

log = logging.getLogger(__name__)
AT_ONCE = 20


async def announce_soon(client: httpx.AsyncClient, book: PriceBook, change: Change) -> None:
    """Send the change to everybody who wants to hear of it, without making the caller wait for the answers."""
    places = asyncio.Semaphore(AT_ONCE)
    urls = await book.subscribers_of(change.sku)
    tasks = [asyncio.create_task(deliver(client, book, change, url, places)) for url in urls]
    log.info("%s alerts of %s are on their way", len(tasks), change.sku)


async def deliver(
    client: httpx.AsyncClient, book: PriceBook, change: Change, url: str, places: asyncio.Semaphore
) -> None:
    """Send the change to one subscriber; a failure is kept for the night."""
    async with places:
        try:
            answer = await client.post(url, json=asdict(change), timeout=10)
            answer.raise_for_status()
        except httpx.HTTPError as fault:
            log.warning("alert to %s failed: %r", url, fault)
            book.keep_failure(url, change)
