"""What the shipping page shows: the prices of all carriers, the cheapest first."""

import asyncio
from typing import Any

from collect import collect
from limits import Fetch, Limits


async def compare(carriers: list[str], limits: dict[str, Any], fetch: Fetch) -> dict[str, Any]:
    """Return the quotes, cheapest first, and why the others are missing."""
    found = await collect(carriers, fetch, Limits(**limits))
    cheapest_first = sorted(found.quotes.items(), key=lambda quote: (quote[1], quote[0]))
    return {
        "quotes": [{"carrier": carrier, "cents": cents} for carrier, cents in cheapest_first],
        "missing": found.missing,
    }


async def compare_until_closed(
    carriers: list[str], limits: dict[str, Any], open_s: float, fetch: Fetch
) -> dict[str, Any] | None:
    """Compare for a reader who closes the page after open_s seconds; None where that was before the end."""
    try:
        return await asyncio.wait_for(compare(carriers, limits, fetch), open_s)
    except TimeoutError:
        return None
