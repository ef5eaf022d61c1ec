"""Keeps values that are slow to load, in this process, for a limited time."""

import asyncio
from collections.abc import Callable
from typing import Any

from loading import Load


class Cache:
    """ttl_s: how long a value is served after it was loaded.  clock: seconds that only go forward."""

    def __init__(self, ttl_s: float, clock: Callable[[], float]) -> None:
        self.ttl_s, self.clock = ttl_s, clock
        self.kept: dict[str, tuple[float, Any]] = {}  # key -> when it was loaded, value
        self.loading: dict[str, asyncio.Task[Any]] = {}  # key -> the load that is under way

    async def get(self, key: str, load: Load) -> Any:
        """Return the value of a key. Raises whatever load raises."""
        if key in self.kept:
            loaded_at, value = self.kept[key]
            if self.clock() - loaded_at < self.ttl_s:
                return value
        if key not in self.loading:
            self.loading[key] = asyncio.create_task(self.fill(key, load))
        # The load belongs to all who wait for it: one who is cancelled must not take it along.
        return await asyncio.shield(self.loading[key])

    async def fill(self, key: str, load: Load) -> Any:
        try:
            value = await load(key)
        finally:
            del self.loading[key]
        self.kept[key] = (self.clock(), value)
        return value
