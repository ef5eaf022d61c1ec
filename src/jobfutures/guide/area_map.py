"""The picture of what builds on what in one guide: places and sizes of everything in it, in the picture's own units."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from jobfutures.guide.layout import Drawing, Line, drawing
from jobfutures.guide.models import Chapter
from jobfutures.topics.models import Area

BOX_WIDTH = 162
BOX_HEIGHT = 56
ROW = 65
COLUMN = 197
EDGE = 1  # so that the outermost frames are not cut
LETTERS = 20  # of a title that fit on a line of a box
TITLE_LINES = 3
CAPITAL, LINE, COUNT = 9, 13, 14  # the height of a letter, of a line of the title, of the line under it
INSIDE = 14


@dataclass(frozen=True)
class Box:
    """One area in the picture, with the curves to what it builds on, and where the lines of its words stand."""

    area: Area
    address: str
    questions: int
    needs: list[Area]
    x: float
    y: float
    curves: list[str]
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @cached_property
    def lines(self) -> list[str]:
        lines = textwrap.wrap(self.area.title, LETTERS, break_on_hyphens=False)
        if len(lines) > TITLE_LINES:
            lines[TITLE_LINES - 1 :] = [lines[TITLE_LINES - 1].rstrip(",") + "…"]
        return lines

    @property
    def words(self) -> list[tuple[str, float]]:
        """The lines of its title, each with its height."""
        return [(line, self.count_y - COUNT - LINE * (len(self.lines) - 1 - at)) for at, line in enumerate(self.lines)]

    @property
    def text_x(self) -> float:
        return self.x + INSIDE

    @property
    def count_y(self) -> float:
        """The height of its last line; the whole stands in the middle of the box."""
        return self.y + round((BOX_HEIGHT + CAPITAL + LINE * (len(self.lines) - 1) + COUNT) / 2)

    @property
    def section(self) -> str:
        return self.area.section_id


@dataclass(frozen=True)
class AreaMap:
    """A picture, and the same by steps: the boxes of each column from top to bottom."""

    width: int
    height: int
    columns: list[list[Box]]


def area_map(chapters: Sequence[Chapter], counts: dict[str, int]) -> AreaMap | None:
    """Draw the chapters of a guide, given in reading order. counts: published questions by area. No query.

    Returns None where nothing builds on anything: a list says that better.
    """
    written = {chapter.area_id: chapter for chapter in chapters if counts.get(chapter.area_id)}
    needs = {name: [area for area in chapter.prerequisites.all() if area.pk in written]
             for name, chapter in written.items()}  # fmt: skip
    plan = drawing(tuple((name, tuple(area.pk for area in needs[name])) for name in written))
    if not plan.lines:
        return None
    boxes = {name: box(chapter, counts[name], needs[name], plan) for name, chapter in written.items()}
    return AreaMap(
        width=COLUMN * (len(plan.columns) - 1) + BOX_WIDTH + 2 * EDGE,
        height=round(ROW * (plan.rows - 1)) + BOX_HEIGHT + 2 * EDGE,
        columns=[[boxes[name] for name in column] for column in plan.columns],
    )


def box(chapter: Chapter, questions: int, needs: list[Area], plan: Drawing) -> Box:
    column = next(at for at, names in enumerate(plan.columns) if chapter.area_id in names)
    return Box(
        area=chapter.area,
        address=chapter.get_absolute_url(),
        questions=questions,
        needs=needs,
        x=COLUMN * column + EDGE,
        y=round(ROW * plan.heights[chapter.area_id] + EDGE, 1),
        curves=[curve(line) for line in plan.lines if line.needing == chapter.area_id],
    )


def curve(line: Line) -> str:
    """Return the path of a line: level where it leaves, where it passes a column and where it arrives."""
    middles = [round(ROW * height + EDGE + BOX_HEIGHT / 2, 1) for height in line.heights]
    left = COLUMN * line.first + EDGE
    path = f"M{left + BOX_WIDTH} {middles[0]}"
    for place, middle in enumerate(middles[1:], start=line.first + 1):
        start, end = COLUMN * (place - 1) + EDGE + BOX_WIDTH, COLUMN * place + EDGE
        bend = (start + end) / 2
        path += f"C{bend} {middles[place - line.first - 1]} {bend} {middle} {end} {middle}"
        if place < line.first + len(middles) - 1:
            path += f"H{end + BOX_WIDTH}"
    return path
