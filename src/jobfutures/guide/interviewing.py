"""What the pages for interviewers show, in few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from jobfutures.guide.models import Criterion, Grade, Guide, InterviewersGuide, Question
from jobfutures.guide.queries import OUTLINE
from jobfutures.guide.reading import level_of_three
from jobfutures.topics.models import Area, Level, Section

HOW_TO_CHOOSE = _(
    "Anchor 3 is the middle level where the questions of a criterion include it, and the senior level where all of "
    "them are for seniors only; anchor 4 goes beyond. Choose the anchor of which most was heard."
)


@dataclass(frozen=True)
class Judged:
    """A criterion with its published questions. meets: the name of the level that the third anchor stands for."""

    criterion: Criterion
    questions: list[Question]
    meets: str

    @property
    def anchors(self) -> list[tuple[Grade, str]]:
        return list(zip(Grade, self.criterion.anchors, strict=True))


@dataclass(frozen=True)
class InterviewersPage:
    """Everything said to the person who interviews on one area."""

    written: InterviewersGuide
    area: Area
    criteria: list[Judged]
    questions: list[Question]

    @property
    def asks(self) -> list[dict[str, Any]]:
        """The follow-ups, each with the name of its criterion."""
        names = {judged.criterion.slug: judged.criterion.name for judged in self.criteria}
        return [{**ask, "name": names.get(ask["criterion"], "")} for ask in self.written.asks]


def outline_for_interviewers(guide: Guide) -> list[tuple[Section, list[InterviewersGuide]]]:
    """Return by section the areas of a guide that speak to interviewers, with `number` of criteria. One query."""
    rows = (
        live(guide)
        .annotate(number=Count("chapter__criteria", filter=Q(chapter__criteria__retired=False)))
        .defer("levels", "asks", "signs", "trivia", "hints")
    )
    return [(section, list(found)) for section, found in groupby(rows, lambda row: row.chapter.area.section)]


def live(guide: Guide) -> QuerySet[InterviewersGuide]:
    return (
        InterviewersGuide.objects.filter(retired=False, chapter__retired=False, chapter__guide=guide)
        .select_related("chapter__area__section")
        .order_by("chapter__area__section__position", "chapter__area__position")
    )


def interviewers_page(guide: Guide, area_slug: str) -> InterviewersPage:
    """Raises Http404 where the guide says nothing to interviewers on such an area. Four queries."""
    for page in interviewers_pages(guide, live(guide).filter(chapter__area__slug=area_slug)):
        return page
    raise Http404(f"nothing for interviewers on {area_slug}")


def interviewers_pages(
    guide: Guide, rows: QuerySet[InterviewersGuide], *, also: Sequence[str] = ()
) -> list[InterviewersPage]:
    """Return the pages of these rows, in their order. Four queries, however many they are.

    also: further fields of questions that will be read.
    """
    asked = Question.objects.published().filter(guide=guide).only(*OUTLINE, *also).order_by("position")
    criteria = Criterion.objects.published().order_by("position").prefetch_related(Prefetch("questions", asked))
    found = list(rows.prefetch_related(Prefetch("chapter__criteria", criteria)))
    areas = {row.chapter.area_id: row.chapter.area for row in found}
    beside: dict[str, list[Question]] = {name: [] for name in areas}
    for question in asked.filter(area__in=areas):
        question.area = areas[question.area_id]
        beside[question.area_id].append(question)
    return [page_of(row, beside[row.chapter.area_id]) for row in found]


def page_of(row: InterviewersGuide, questions: list[Question]) -> InterviewersPage:
    known = {question.pk: question for question in questions}
    return InterviewersPage(
        row, row.chapter.area, [judged(one, known) for one in row.chapter.criteria.all()], questions
    )


def judged(criterion: Criterion, known: dict[str, Question]) -> Judged:
    questions = [known[question.pk] for question in criterion.questions.all() if question.pk in known]
    return Judged(criterion, questions, level_name([question.levels for question in questions]))


def level_name(levels: Sequence[Sequence[str]]) -> str:
    return str(Level(level_of_three(levels)).label)
