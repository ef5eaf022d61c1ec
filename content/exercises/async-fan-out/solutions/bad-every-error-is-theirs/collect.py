"""Asks all carriers for a price at the same time."""

import asyncio
import logging

from limits import Collected, Fetch, Limits

logger = logging.getLogger(__name__)


async def collect(carriers: list[str], fetch: Fetch, limits: Limits) -> Collected:
    """Return what came in, and why the rest did not. Whatever fetch raises apart from ConnectionError leaves."""
    found = Collected(missing=dict.fromkeys(carriers, "not asked"))
    places = asyncio.Semaphore(limits.most_open)

    async def ask(carrier: str) -> None:
        async with places:
            found.missing[carrier] = "late"
            try:
                async with asyncio.timeout(limits.each_s):
                    price = await fetch(carrier)
            except TimeoutError:
                return
            except Exception:
                logger.exception("%s has failed", carrier)
                found.missing[carrier] = "failed"
                return
            found.quotes[carrier] = price
            del found.missing[carrier]

    try:
        async with asyncio.timeout(limits.total_s), asyncio.TaskGroup() as group:
            for carrier in carriers:
                group.create_task(ask(carrier))
    except TimeoutError:
        pass  # what has come in until now is the answer
    except BaseExceptionGroup as several:
        raise several.exceptions[0] from None
    return found
