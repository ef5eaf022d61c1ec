"""Compares six made-up carriers on your own machine: `python demo.py`."""

import asyncio

from comparison import compare

SECONDS = {"Albatross": 0.2, "Bobbin": 0.4, "Cartwheel": 9.0, "Dory": 0.1, "Ember": 0.3, "Ferry": 0.2}


async def fetch(carrier: str) -> int:
    print("asked    ", carrier)
    try:
        await asyncio.sleep(SECONDS[carrier])
    except asyncio.CancelledError:
        print("cancelled", carrier)
        raise
    if carrier == "Dory":
        raise ConnectionError("Dory is down")
    return 400 + 10 * len(carrier)


print(asyncio.run(compare(list(SECONDS), {"most_open": 3, "each_s": 1.0, "total_s": 3.0}, fetch)))
