from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

Fetch = Callable[[str], Awaitable[int]]  # carrier -> price in cents; ConnectionError where the carrier is down


@dataclass(frozen=True, slots=True)
class Limits:
    """most_open: how many carriers are asked at the same time at most.

    each_s: how long one carrier may take from the moment it is asked.  total_s: how long the whole comparison may take.
    """

    most_open: int = 5
    each_s: float = 2.0
    total_s: float = 4.0


@dataclass(slots=True)
class Collected:
    """quotes: carrier -> price in cents.  missing: carrier -> failed, late or not asked."""

    quotes: dict[str, int] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)
