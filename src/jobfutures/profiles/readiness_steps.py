"""From what was found of one area to where somebody stands in it, and to the address of the next step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from jobfutures.checks.queries_newest import Newest
from jobfutures.practice.queries_standing import Asked, Met, Task, TaskKind
from jobfutures.profiles.readiness_rules import Count, Mark, Standing, Step
from jobfutures.topics.models import Level, RoleShare

ADDRESSES = {
    TaskKind.EXERCISE: "exercises:exercise",
    TaskKind.REVIEW: "reviews:review",
    TaskKind.PREDICTION: "predictions:prediction",
}
LEVELS = list(Level.values)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is of one area at a level, and what a person did of it. met: by question.  tasks: see `fitting`."""

    share: RoleShare
    questions: Sequence[Asked]
    met: Mapping[str, Met]
    tasks: Sequence[Task]
    check: Newest

    @property
    def counting_tasks(self) -> list[Task]:
        """Exercises and reviews; where the area has neither, predictions."""
        larger = [task for task in self.tasks if task.kind is not TaskKind.PREDICTION]
        return larger or list(self.tasks)


@dataclass(frozen=True, slots=True)
class Next:
    """One step. what: the kind of task.  title: of the question or task, "" for a step that has no name."""

    step: Step
    address: str = ""
    title: str = ""
    what: str = ""


def fitting(tasks: Sequence[Task], level: str) -> list[Task]:
    """Return tasks that suit a level, and harder ones that were done: the level's own first, then exercises."""
    highest = LEVELS.index(level)
    suit = [task for task in tasks if task.is_done or LEVELS.index(task.level) <= highest]
    return sorted(suit, key=lambda task: (abs(highest - LEVELS.index(task.level)), list(TaskKind).index(task.kind)))


def is_practised(question: Asked, met: Mapping[str, Met]) -> bool:
    """Say whether somebody explained a question, or answered one of its cards."""
    return question.is_told or (question.id in met and met[question.id].asked > 0)


def standing_of(found: Found) -> Standing:
    area, check = found.share.area_id, found.check
    mine = [found.met[question.id] for question in found.questions if question.id in found.met]
    cards = sum(question.cards for question in found.questions)
    unmet = cards - sum(one.standings.total() for one in mine)
    mark = Mark(check.marks.get(area, Mark.UNTOLD))
    is_told_lately = mark is not Mark.UNTOLD and not check.is_old
    return Standing(
        share=found.share.share,
        questions=counted([is_practised(question, found.met) for question in found.questions]),
        cards=Count(cards - sum(one.aside for one in mine), sum(one.known for one in mine)),
        cards_ready=unmet + sum(one.due for one in mine),
        tasks=counted([task.is_done for task in found.counting_tasks]),
        mark=mark,
        is_check_open=area in check.asks and check.may_begin_at is None and not is_told_lately,
    )


def predicted(found: Found) -> Count:
    return counted([task.is_done for task in found.tasks if task.kind is TaskKind.PREDICTION])


def counted(done: Sequence[bool]) -> Count:
    return Count(len(done), sum(done))


def next_of(found: Found, standing: Standing) -> Next:
    """Return the step with its address, which leads straight to the thing to be done."""
    step, area = standing.step, found.share.area
    if step is Step.READ:
        question = next(one for one in found.questions if not is_practised(one, found.met))
        return Next(step, reverse("guide:question", args=[question.guide, area.slug, question.id]), question.title)
    if step is Step.RECALL:
        return Next(step, f"{reverse('practice:cards')}?area={area.slug}")
    if step is Step.EXERCISE:
        task = next(one for one in found.counting_tasks if not one.is_done)
        return Next(step, reverse(ADDRESSES[task.kind], args=[task.slug]), task.title, task.kind)
    if step is Step.SAY:
        told_last = min(found.questions, key=lambda question: question.is_told)
        return Next(step, reverse("practice:aloud", args=[told_last.id]), told_last.title)
    if step is Step.CHECK:
        return Next(step, reverse("checks:role", args=[found.share.role_id]))
    return Next(step)
