"""Pictures of numbers: bars that stand on a line, and words for what may not be said exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT, GAP = 300.0, 60.0, 0.25  # of the drawing; the share of a bar's room that stays empty
LEAST = 5  # fewer people than this are not told exactly: a small count can point at somebody


@dataclass(frozen=True)
class Bar:
    """One bar; without a value it stands for a time in which nothing was measured. is_small: a count under LEAST."""

    label: str
    value: float | None
    x: float
    y: float
    width: float
    height: float
    is_small: bool = False


@dataclass(frozen=True)
class Picture:
    """key: of its words.  top: the value of the highest bar."""

    key: str
    bars: tuple[Bar, ...]
    top: float

    @property
    def is_empty(self) -> bool:
        return all(bar.value is None for bar in self.bars)


def drawn(key: str, values: Sequence[tuple[str, float | None]], *, of_people: bool = False) -> Picture:
    """Draw (label, value) pairs, the highest as high as the picture. of_people: small counts get no bar."""
    small = [of_people and value is not None and 0 < value < LEAST for _, value in values]
    tall = [0.0 if hidden or value is None else value for (_, value), hidden in zip(values, small, strict=True)]
    top, room = max(tall, default=0.0), WIDTH / max(1, len(values))
    bars = [
        bar_at(label, value, number * room, room, share=high / top if top else 0.0, is_small=hidden)
        for number, ((label, value), high, hidden) in enumerate(zip(values, tall, small, strict=True))
    ]
    return Picture(key, tuple(bars), top)


def bar_at(label: str, value: float | None, x: float, room: float, *, share: float, is_small: bool) -> Bar:
    height = round(share * (HEIGHT - 2), 2)
    shown = None if value is None else value
    return Bar(label, shown, round(x, 2), round(HEIGHT - height, 2), round(room * (1 - GAP), 2), height, is_small)


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
