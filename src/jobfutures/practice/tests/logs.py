"""Logs as they may happen, for tests of properties: few moments, so that some are equal, and undos of anything."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import strategies as st

from jobfutures.practice.rules import Act, Line

BEGIN = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
MOMENTS = [BEGIN + timedelta(minutes=minutes, microseconds=minutes) for minutes in (0, 1, 7, 90, 1_440, 5_000, 20_000)]


def key_of(number: int) -> UUID:
    """Return the id of an entry: spread, so that ids of one moment come in another order than their numbers."""
    return UUID(int=(number * 0x9E3779B97F4A7C15_F39CC0605CEDC835) % 2**128)


@st.composite
def logs(draw: st.DrawFn, cards: int = 2, most: int = 9) -> list[tuple[int, Line]]:
    """Return lines, each with the number of its card. What takes back may stand before its target, or have none."""
    count = draw(st.integers(1, most))
    log = []
    for number in range(count):
        act = draw(st.sampled_from([Act.REVIEWED, Act.REVIEWED, Act.REVIEWED, *Act]))
        grade = draw(st.integers(1, 4)) if act is Act.REVIEWED else 0
        undoes = key_of(draw(st.integers(0, count))) if act is Act.UNDONE else None
        line = Line(key_of(number), act, draw(st.sampled_from(MOMENTS)), grade, undoes)
        log.append((draw(st.integers(0, cards - 1)), line))
    return log
