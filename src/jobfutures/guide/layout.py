"""Draws what needs what as columns from left to right: everything stands to the right of what it needs. Pure.

The classic steps of a layered drawing (Sugiyama, Tagawa and Toda, 1981): columns by the longest way from a start, fewer
crossings by barycentres, then heights as near to the neighbours as order and distance allow. A graph of fifty names
with hardly more lines than names needs no library for that. All lengths are in rows; a column is a whole number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

Item = tuple[str, int]  # a name, and the column in which it, or a line that leaves it, stands
Columns = list[list[Item]]
Links = dict[Item, list[Item]]
Needs = tuple[tuple[str, tuple[str, ...]], ...]
SWEEPS = 24
LINE_ROOM = 0.45  # rows that a line takes between two names


@dataclass(frozen=True)
class Line:
    """A line from what is needed to what needs it. `heights`: one for each column from the first to the last."""

    needed: str
    needing: str
    first: int
    heights: tuple[float, ...]


@dataclass(frozen=True)
class Drawing:
    columns: tuple[tuple[str, ...], ...]  # names from top to bottom
    heights: dict[str, float]  # of the middle of each name
    lines: tuple[Line, ...]
    rows: float


@lru_cache(maxsize=8)
def drawing(needs: Needs) -> Drawing:
    """Draw names in their reading order, each with the names it needs, without a ring among them."""
    graph = {name: [needed for needed in wanted if needed in dict(needs)] for name, wanted in needs}
    column = longest_ways(graph)
    heights: dict[Item, float] = {}
    for part in parts(graph):
        columns, before = items(part, column)
        after: Links = {item: [] for item in before}
        for item, sources in before.items():
            for source in sources:
                after[source].append(item)
        put_under(heights, settled(uncrossed(columns, before, after), column, before, after))
    named = {name: heights[name, column[name]] for name in graph}
    return Drawing(
        columns=tuple(
            tuple(sorted((name for name in graph if column[name] == place), key=named.__getitem__))
            for place in range(max(column.values(), default=-1) + 1)
        ),
        heights=named,
        lines=tuple(line(needed, name, column, heights) for name in graph for needed in graph[name]),
        rows=max(named.values(), default=0.0) + 1,
    )


def line(needed: str, needing: str, column: dict[str, int], heights: dict[Item, float]) -> Line:
    passed = tuple(heights[needed, at] for at in range(column[needed], column[needing]))
    return Line(needed, needing, column[needed], (*passed, heights[needing, column[needing]]))


def parts(graph: dict[str, list[str]]) -> list[dict[str, list[str]]]:
    """Return the parts of a graph that no line connects, the largest first."""
    group = {name: {name} for name in graph}
    for name, wanted in graph.items():
        for needed in wanted:
            if group[name] is not group[needed]:
                group[name] |= group[needed]
                group |= dict.fromkeys(group[needed], group[name])
    found = {id(names): {name: graph[name] for name in graph if name in names} for names in group.values()}
    return sorted(found.values(), key=len, reverse=True)


def put_under(heights: dict[Item, float], part: dict[Item, float]) -> None:
    """Add a part as high as it can stand under what is there already, column by column."""
    floor: dict[int, float] = {}
    for (_, place), height in heights.items():
        floor[place] = max(floor.get(place, 0.0), height + 1)
    down = max(floor.get(place, 0.0) - height for (_, place), height in part.items())
    heights |= {item: height + down for item, height in part.items()}


def longest_ways(graph: dict[str, list[str]]) -> dict[str, int]:
    """Return the column of each name: how many steps the longest way to it has."""
    found: dict[str, int] = {}

    def way(name: str) -> int:
        if name not in found:
            found[name] = 1 + max(map(way, graph[name]), default=-1)
        return found[name]

    return {name: way(name) for name in graph}


def items(graph: dict[str, list[str]], column: dict[str, int]) -> tuple[Columns, Links]:
    """Return what stands in each column, and what each of it comes from. Lines that pass a column take a place there.

    The first order follows each start to its ends, so that what belongs together begins together.
    """
    before: Links = {(name, column[name]): [] for name in graph}
    for name, wanted in graph.items():
        for needed in wanted:
            for passed in range(column[needed] + 1, column[name]):
                before[needed, passed] = [(needed, passed - 1)]
            before[name, column[name]].append((needed, column[name] - 1))
    columns: Columns = [[] for _ in range(max(place for _, place in before) + 1)]
    seen: set[Item] = set()

    def visit(item: Item) -> None:
        if item not in seen:
            seen.add(item)
            columns[item[1]].append(item)
            for following, sources in before.items():
                if item in sources:
                    visit(following)

    for item, sources in before.items():
        if not sources:
            visit(item)
    return columns, before


def uncrossed(columns: Columns, before: Links, after: Links) -> Columns:
    """Return the columns in the best order found while each is sorted by where its neighbours stand, to and fro."""
    best, fewest = columns, crossings(columns, before)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        columns = [list(row) for row in columns]
        for at in range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1):
            beside = {item: index for index, item in enumerate(columns[at - 1 if forward else at + 1])}
            linked = before if forward else after
            place = {item: mean([beside[other] for other in linked[item]], 0) for item in columns[at]}
            moved = iter(sorted((item for item in columns[at] if linked[item]), key=place.__getitem__))
            columns[at] = [next(moved) if linked[item] else item for item in columns[at]]  # the others keep their place
        number = crossings(columns, before)
        if number < fewest:
            best, fewest = columns, number
    return best


def crossings(columns: Columns, before: Links) -> int:
    """Return how many pairs of lines cross."""
    found = 0
    for left, right in pairwise(columns):
        place = {item: index for index, item in enumerate(left)}
        ends = [place[source] for item in right for source in sorted(before[item], key=place.__getitem__)]
        found += sum(first > second for index, first in enumerate(ends) for second in ends[index + 1 :])
    return found


def settled(columns: Columns, column: dict[str, int], before: Links, after: Links) -> dict[Item, float]:
    """Return the height of everything: near its neighbours, in order, and far enough from what stands next to it."""

    def room(item: Item) -> float:
        return 1.0 if column[item[0]] == item[1] else LINE_ROOM

    heights = {item: float(index) for row in columns for index, item in enumerate(row)}
    for sweep in range(SWEEPS):
        beside = before if sweep % 2 == 0 else after
        if sweep >= SWEEPS - 4:
            beside = {item: before[item] + after[item] for item in heights}
        for row in columns if sweep % 2 == 0 else columns[::-1]:
            wanted = [mean([heights[other] for other in beside[item]], heights[item]) for item in row]
            weights = [max(len(beside[item]), 0.05) for item in row]
            gaps = [(room(one) + room(other)) / 2 for one, other in pairwise(row)]
            heights |= zip(row, apart(wanted, weights, gaps), strict=True)
    top = min(heights.values(), default=0.0)
    return {item: height - top for item, height in heights.items()}


def mean(numbers: Sequence[float], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def apart(wanted: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Return the heights nearest to those wanted, by weighted squares, that keep their order and these gaps.

    Pool adjacent violators: neighbours that would come too near become one block at their weighted mean.
    """
    offsets = [sum(gaps[:index]) for index in range(len(wanted))]
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many
    for height, weight, offset in zip(wanted, weights, offsets, strict=True):
        blocks.append((height - offset, weight, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            second, first = blocks.pop(), blocks.pop()
            total = first[1] + second[1]
            middle = (first[0] * first[1] + second[0] * second[1]) / total
            blocks.append((middle, total, first[2] + second[2]))
    flat = [height for height, _, number in blocks for _ in range(number)]
    return [height + offset for height, offset in zip(flat, offsets, strict=True)]
