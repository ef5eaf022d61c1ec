"""What the index answers. Pure."""

from dataclasses import dataclass
from uuid import UUID

Counts = dict[str, dict[str, int]]  # by kind and value


@dataclass(frozen=True)
class Found:
    """One page of ids, and the count of all. near: words were taken for others one letter away."""

    ids: list[UUID]
    count: int
    following: str
    near: bool


@dataclass(frozen=True)
class Pays:
    """How many postings pay what, by the middle of their range for a full year, in minor units of a currency."""

    currency: str
    bars: list[tuple[int, int, int]]  # from, to, number
