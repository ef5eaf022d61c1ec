from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    sku: str
    old_cents: int
    new_cents: int


class UnknownItem(Exception):
    pass


class PriceBook:
    """Prices, who wants to hear of them, and alerts that failed; stands for the database of the real service."""

    def __init__(self, prices: dict[str, int], subscribers: dict[str, list[str]]) -> None:
        self._prices = dict(prices)
        self._subscribers = subscribers
        self.failures: list[tuple[str, Change]] = []  # the night's job sends these again

    async def change(self, sku: str, cents: int) -> Change:
        if sku not in self._prices:
            raise UnknownItem(sku)
        change = Change(sku, self._prices[sku], cents)
        self._prices[sku] = cents
        return change

    async def subscribers_of(self, sku: str) -> list[str]:
        return list(self._subscribers.get(sku, []))

    async def keep_failure(self, url: str, change: Change) -> None:
        self.failures.append((url, change))
