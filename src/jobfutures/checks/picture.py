"""The picture of a result: levels side by side, and the band across them. Coordinates are those of an SVG."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

WIDTH = 600.0
BAND_90 = 1.6449  # standard errors each side of a 90 % band, as in the engine, which need not be loaded for it
REACH = 2.75  # logits each side of the middle that the picture holds


@dataclass(frozen=True, slots=True)
class Zone:
    """One level of the picture."""

    name: str
    left: float
    width: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Band:
    """zones: of the levels.  left, right: ends of the 90 % band.  point: the estimate.  low, high: the ends, logits."""

    zones: list[Zone]
    left: float
    right: float
    point: float
    low: float
    high: float
    estimate: float

    @property
    def width(self) -> float:
        return self.right - self.left


def across(logits: float) -> float:
    """Return where on the picture a place on the scale lies; what is beyond its ends lies at them."""
    return WIDTH * (min(max(logits, -REACH), REACH) + REACH) / (2 * REACH)


def band_of(outcome: Mapping[str, Any]) -> Band:
    ability, error = outcome["ability"], outcome["error"]
    low, high = ability - BAND_90 * error, ability + BAND_90 * error
    edges = [0.0, *(across(cut) for cut in outcome["cuts"]), WIDTH]
    names = ("junior", "middle", "senior")
    zones = [Zone(name, left, right - left) for name, left, right in zip(names, edges, edges[1:], strict=False)]
    return Band(zones, across(low), across(high), across(ability), low, high, ability)
