"""Asks all carriers for a price at the same time."""

import asyncio

from limits import Collected, Fetch, Limits


async def collect(carriers: list[str], fetch: Fetch, limits: Limits) -> Collected:
    """Return what came in, and why the rest did not."""
    prices = await asyncio.gather(*(fetch(carrier) for carrier in carriers))
    return Collected(quotes=dict(zip(carriers, prices, strict=True)))
