"""The sheet for the evening before an interview: chosen by rule from what the guide says, so that one page holds it."""

from collections.abc import Iterable
from dataclasses import dataclass

from jobfutures.guide.models import KeyPoint, Kind, Question
from jobfutures.guide.paths import Shelf
from jobfutures.guide.reading import has_quantity
from jobfutures.topics.models import Area, Level, Role

AREAS = 10
NUMBERS = 6
PUZZLES = (Kind.DEBUG, Kind.PREDICT, Kind.DESIGN, Kind.REVIEW)  # asked of oneself before a plain concept


@dataclass(frozen=True)
class Essence:
    """One area of a sheet: a question with its answer in one breath, and another that one asks oneself."""

    area: Area
    question: Question
    to_ask: Question | None


@dataclass(frozen=True)
class Sheet:
    role: Role
    level: Level
    essences: list[Essence]
    numbers: list[KeyPoint]


def sheet(shelf: Shelf, role: Role, level: Level) -> Sheet:
    """Return the sheet of a role: the areas of its largest shares, in reading order. Two queries beside the shelf's."""
    shares = shelf.shares.get((role.pk, level), [])
    largest = sorted(
        (share for share in shares if shelf.asked_at(share.area_id, level)), key=lambda share: share.share, reverse=True
    )
    chosen = {share.area_id for share in largest[:AREAS]}
    essences = [essence(share.area, shelf.asked_at(share.area_id, level), level)
                for share in shares if share.area_id in chosen]  # fmt: skip
    asked = [one.question.pk for one in essences]
    breaths = dict(Question.objects.filter(pk__in=asked).values_list("pk", "breath_html"))
    for one in essences:
        one.question.breath_html = breaths[one.question.pk]
    return Sheet(role, level, essences, numbers(shelf, [share.area_id for share in largest], level))


def essence(area: Area, questions: list[Question], level: Level) -> Essence:
    """Choose for one area: the first question that begins at this level, else its first; then one to puzzle over."""
    first = next((one for one in questions if one.levels[0] == level), questions[0])
    rest = [one for one in questions if one.pk != first.pk]
    return Essence(area, first, next((one for one in rest if one.kind in PUZZLES), rest[0] if rest else None))


def numbers(shelf: Shelf, areas: Iterable[str], level: Level) -> list[KeyPoint]:
    """Return what must be said up to this level and holds a quantity: one an area, the largest share first."""
    known = list(Level)[: list(Level).index(level) + 1]
    points = KeyPoint.objects.filter(
        must=True, retired=False, level__in=known, question__retired=False, question__guide=shelf.guide
    ).select_related("question__area")
    by_area: dict[str, KeyPoint] = {}
    rows = points.only("text", "level", "question__area__slug", "question__guide_id", "question__area__title")
    for point in rows.order_by("question__position", "position"):
        if has_quantity(point.text):
            by_area.setdefault(point.question.area_id, point)
    return [by_area[area] for area in areas if area in by_area][:NUMBERS]
