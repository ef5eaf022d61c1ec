"""What the guide's pages show, in few queries."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.http import Http404

from jobfutures.guide.models import Card, Chapter, Example, Guide, InterviewersGuide, KeyPoint, Question
from jobfutures.kit.rooms import onward
from jobfutures.topics.models import Area, Section

OUTLINE = ("id", "title", "levels", "kind", "aloud_seconds", "position", "guide_id", "area_id")


@dataclass(frozen=True)
class OutlineArea:
    area: Area
    questions: list[Question]


@dataclass(frozen=True)
class OutlineSection:
    section: Section
    areas: list[OutlineArea]


@dataclass(frozen=True)
class QuestionPage:
    """Everything that the page of one question shows."""

    question: Question
    key_points: list[KeyPoint]
    examples: list[Example]
    prerequisites: list[Question]
    siblings: list[Question]
    previous: Question | None
    following: Question | None


def outline(guide: Guide) -> list[OutlineSection]:
    """Return the sections and areas of a guide that have published questions, in reading order. One query."""
    rows = (
        Question.objects.published()
        .filter(guide=guide)
        .select_related("area__section")
        .only(*OUTLINE, "area__id", "area__slug", "area__title", "area__line", "area__position", "area__section")
        .in_reading_order()
    )
    return [
        OutlineSection(section, [OutlineArea(area, list(found)) for area, found in groupby(group, lambda q: q.area)])
        for section, group in groupby(rows, lambda question: question.area.section)
    ]


def chapters(guide: Guide) -> QuerySet[Chapter]:
    """Return the live chapters of a guide with their areas and prerequisites, in reading order. Two queries.

    is_for_interviewers: whether a chapter says something to them too.
    """
    live = InterviewersGuide.objects.filter(chapter=OuterRef("pk"), retired=False)
    return (
        Chapter.objects.filter(guide=guide, retired=False)
        .annotate(is_for_interviewers=Exists(live))
        .select_related("area__section")
        .prefetch_related(Prefetch("prerequisites", Area.objects.order_by("section__position", "position")))
        .order_by("area__section__position", "area__position")
    )


def area_page(guide: Guide, live: list[Chapter], slug: str) -> dict[str, Any]:
    """Return what the page of one area shows: its chapter, its questions, and what it builds on and leads to.

    Raises Http404 where the guide has no such area. Two queries, those that fetched `live`, and those of rooms above.
    """
    place = next((index for index, chapter in enumerate(live) if chapter.area.slug == slug), None)
    if place is None:
        raise Http404(f"no area {slug}")
    chapter = live[place]
    written = {other.area_id for other in live}
    questions = Question.objects.published().filter(guide=guide, area=chapter.area).only(*OUTLINE, "breath_text")
    return {
        "guide": guide,
        "chapter": chapter,
        "area": chapter.area,
        "chapters": live,
        "prerequisites": [(area, area.pk in written) for area in chapter.prerequisites.all()],
        "leads_to": [other.area for other in live if chapter.area in other.prerequisites.all()],
        "questions": [beside(chapter.area, question) for question in questions.order_by("position")],
        "for_interviewers": chapter.__dict__["is_for_interviewers"],
        "onward": onward(chapter.area_id),
        "previous": live[place - 1].area if place else None,
        "following": live[place + 1].area if place + 1 < len(live) else None,
    }


def beside(area: Area, question: Question) -> Question:
    """Return a question whose area is known already, so that its address asks nothing."""
    question.area = area
    return question


def question_page(question: Question) -> QuestionPage:
    """Gather what stands around one question. Four queries, and one where a neighbour stands in another area."""
    siblings = list(
        Question.objects.published()
        .filter(guide=question.guide_id, area=question.area_id)
        .only(*OUTLINE)
        .order_by("position")
    )
    for sibling in siblings:
        sibling.area = question.area
    previous, following = neighbours(question, siblings)
    return QuestionPage(
        question=question,
        key_points=list(question.key_points.filter(retired=False).order_by("position")),
        examples=list(question.examples.order_by("position")),
        prerequisites=list(question.prerequisites.published().select_related("area").in_reading_order()),
        siblings=siblings,
        previous=previous,
        following=following,
    )


def neighbours(question: Question, siblings: list[Question]) -> tuple[Question | None, Question | None]:
    """Return the questions before and after one in reading order, crossing into the next area at its edges."""
    place = next(index for index, sibling in enumerate(siblings) if sibling.pk == question.pk)
    before = siblings[place - 1] if place else None
    after = siblings[place + 1] if place + 1 < len(siblings) else None
    return before or beyond(question, forward=False), after or beyond(question, forward=True)


def beyond(question: Question, *, forward: bool) -> Question | None:
    """Return the question that is nearest in reading order in an area after, or before, this one's."""
    area, way = question.area, "gt" if forward else "lt"
    section = Q(**{f"area__section__position__{way}": area.section.position})
    further = section | Q(area__section__position=area.section.position, **{f"area__position__{way}": area.position})
    rows = (
        Question.objects.published()
        .filter(further, guide=question.guide_id)
        .select_related("area")
        .only(*OUTLINE, "area__slug", "area__title")
        .in_reading_order()
    )
    return rows.first() if forward else rows.last()


def live_facts(**more: QuerySet[Any]) -> dict[str, int]:
    """Return what home says of this instance: counted now, never typed. more: what rooms above add. One query."""
    rows: dict[str, QuerySet[Any]] = {
        **more,
        "questions": Question.objects.published(),
        "areas": Chapter.objects.filter(retired=False),
        "examples": Example.objects.filter(question__retired=False),
        "cards": Card.objects.filter(retired=False, question__retired=False),
    }
    counts = [found.values(name=Value(name)).annotate(number=Count("pk")) for name, found in rows.items()]
    counted = {row["name"]: row["number"] for row in counts[0].union(*counts[1:], all=True)}
    return {name: counted.get(name, 0) for name in rows}


def guides() -> QuerySet[Guide]:
    return Guide.objects.filter(retired=False).defer("project").order_by("title")


def runnable_examples(*, guide_id: str, area_slug: str, question_id: str) -> QuerySet[Example]:
    """Return the examples of a published question that may be run from its page, with all that a run needs."""
    return (
        Example.objects.exclude(run="local")
        .filter(question=question_id, question__guide=guide_id, question__area__slug=area_slug, question__retired=False)
        .select_related("question__guide", "question__area__section")
    )
