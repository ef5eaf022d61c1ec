import logging
from dataclasses import asdict

import httpx

from .book import Change, PriceBook

log = logging.getLogger(__name__)


async def announce(client: httpx.AsyncClient, book: PriceBook, change: Change) -> None:
    """Send the change to everybody who wants to hear of it, one after the other; failures are kept for the night."""
    for url in await book.subscribers_of(change.sku):
        try:
            answer = await client.post(url, json=asdict(change), timeout=10)
            answer.raise_for_status()
        except httpx.HTTPError as fault:
            log.warning("alert to %s failed: %r", url, fault)
            await book.keep_failure(url, change)
