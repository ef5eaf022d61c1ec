"""The picture of one item: how likely each ability is right, and how much that tells; an SVG of 640 x 300."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LEFT, RIGHT, TOP, BOTTOM = 56.0, 572.0, 16.0, 252.0
REACH = 3.0  # logits each side of the middle
TICKS = range(-3, 4)
ROWS_EVERY = 5  # points of the curve between two rows of the table


@dataclass(frozen=True, slots=True)
class Tick:
    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """ability: logits.  share: expected, of the best score.  information: per squared logit."""

    ability: float
    share: float
    information: float


@dataclass(frozen=True, slots=True)
class Picture:
    """chance, information: paths of the two curves.  most: information at the top of the picture."""

    chance: str
    information: str
    most: float
    across: list[Tick]
    up: list[Tick]
    rows: list[Row]


def picture_of(points: Sequence[tuple[float, float, float]]) -> Picture:
    """Return the picture of (ability, expected share of the best score, information) rows."""
    most = max(0.25, *(information for _ability, _share, information in points))
    return Picture(
        chance=path([(across(ability), up(share)) for ability, share, _ in points]),
        information=path([(across(ability), up(information / most)) for ability, _, information in points]),
        most=most,
        across=[Tick(across(one), f"{one:+d}" if one else "0") for one in TICKS],
        up=[Tick(up(one / 4), f"{25 * one}") for one in range(5)],
        rows=[Row(*point) for point in points[::ROWS_EVERY]],
    )


def across(ability: float) -> float:
    return LEFT + (RIGHT - LEFT) * (ability + REACH) / (2 * REACH)


def up(share: float) -> float:
    return BOTTOM - (BOTTOM - TOP) * share


def path(points: Sequence[tuple[float, float]]) -> str:
    number: Callable[[float], str] = "{:.1f}".format
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
