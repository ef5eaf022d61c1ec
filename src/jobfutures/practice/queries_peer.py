"""Questions for two people who take turns asking."""

from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from jobfutures.guide.models import Card, KeyPoint, Question
from jobfutures.topics.models import Area, Level, Role, RoleShare

IN_A_SET = 4


@dataclass(frozen=True)
class Sheet:
    """What stands on one sheet. points: each with its live cards, whose fronts help somebody who is stuck."""

    question: Question
    points: list[KeyPoint]


def askable() -> QuerySet[Question]:
    """Return the questions with all that a sheet shows of them. Three queries."""
    cards = Prefetch("cards", Card.objects.filter(retired=False).order_by("position"))
    points = KeyPoint.objects.filter(retired=False).order_by("position").prefetch_related(cards)
    return (
        Question.objects.select_related("guide", "area__section")
        .prefetch_related(Prefetch("key_points", points))
        .defer("guide__project", "answer_html", "search_text")
    )


def sheet(question: Question) -> Sheet:
    return Sheet(question, list(question.key_points.all()))


def live_roles() -> list[Role]:
    return list(Role.objects.filter(retired=False).order_by("title"))


def peer_set(role: Role, level: Level, turn: int) -> list[Sheet]:
    """Return the sheets of one set: from the four areas that weigh most for a job, one question each.

    An area counts once for its section where there are enough sections. turn: from 0; each set takes the next question
    of every area, and begins anew after the last. Five queries.
    """
    questions: dict[str, list[str]] = {}
    rows = Question.objects.published().order_by("position", "pk").values_list("area_id", "pk", "levels")
    for area_id, pk, levels in rows:
        if level in levels:
            questions.setdefault(area_id, []).append(pk)
    shares = RoleShare.objects.filter(role=role, level=level).select_related("area__section")
    weighed = shares.order_by("-share", "area__section__position", "area__position")
    areas = spread([share.area for share in weighed if share.area_id in questions])[:IN_A_SET]
    wanted = [found[turn % len(found)] for found in (questions[area.pk] for area in areas)]
    by_id = {question.pk: question for question in askable().filter(pk__in=wanted)}
    return [sheet(by_id[pk]) for pk in wanted]


def spread(areas: list[Area]) -> list[Area]:
    """Return areas with the first of each section in front, and the rest in their order behind."""
    first = {area.section_id: area for area in reversed(areas)}
    return sorted(areas, key=lambda area: first[area.section_id] != area)
