"""The address of the next step: straight to the thing to be done."""

from dataclasses import dataclass

from django.urls import reverse

from jobfutures.practice.queries_tasks import TaskKind
from jobfutures.profiles.readiness_found import Found
from jobfutures.profiles.readiness_rules import Standing, Step

ADDRESSES = {
    TaskKind.EXERCISE: "exercises:exercise",
    TaskKind.REVIEW: "reviews:review",
    TaskKind.PREDICTION: "predictions:prediction",
}


@dataclass(frozen=True, slots=True)
class Next:
    """One step. what: the kind of task.  title: of the question or task, "" for a step that has no name."""

    step: Step
    address: str = ""
    title: str = ""
    what: str = ""


def next_of(found: Found, standing: Standing) -> Next:
    step, area = standing.step, found.share.area
    if step is Step.READ:
        question = next(one for one in found.questions if not found.is_practised(one))
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
