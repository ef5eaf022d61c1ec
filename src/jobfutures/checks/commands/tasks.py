"""The code task of a check: it is handed in once, judged by the worker as any attempt, and counts when it is judged."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.checks.commands.asking import answered, ask, with_state
from jobfutures.checks.commands.attempts import ANSWERED, CannotAnswer, go_on, own
from jobfutures.checks.models import Attempt, Question
from jobfutures.exercises.commands.attempts import CannotSubmit, submit_attempt
from jobfutures.exercises.models import State


@transaction.atomic
def hand_in_task(
    *, by: User, question: Question, files: Mapping[str, str], form_key: UUID, at: datetime
) -> Question:  # fmt: skip
    """Hand in the files of a code task, once. Raises CannotAnswer where a file is not accepted."""
    own(by, question)
    exercise = question.item.exercise
    if exercise is None or question.task_id is not None:
        raise CannotAnswer(ANSWERED)
    try:
        sent = submit_attempt(by=by, exercise=exercise, files=files, form_key=form_key, at=at)
    except CannotSubmit as refusal:
        raise CannotAnswer(str(refusal)) from None
    Question.objects.unanswered().filter(pk=question.pk, task=None).update(task=sent)
    question.task = sent
    return question


@transaction.atomic
def count_task(*, by: User, question: Question, at: datetime) -> Attempt:
    """Count a task that is judged, by the requirements that hold, and go on.

    Where our sandbox failed for good the task is left out, and more questions are asked instead. Raises CannotAnswer
    while it is not judged.
    """
    attempt, task = own(by, question), question.task
    if task is None or task.state not in (State.DONE, State.FAULT):
        raise CannotAnswer(_("Your task is not judged yet."))
    if task.state == State.FAULT:
        leave_task_out(attempt, question, at)
        return attempt
    score = sum(bool(one["ok"]) for one in task.results)
    if not answered(attempt, question, answer=str(task.pk), score=min(score, question.item.best_score), at=at):
        raise CannotAnswer(ANSWERED)
    go_on(attempt, at)
    return attempt


@transaction.atomic
def skip_task(*, by: User, question: Question, at: datetime) -> Attempt:
    """Go on without the code task, before it is handed in; more questions are asked instead."""
    attempt = own(by, question)
    if question.item.exercise_id is None or question.task_id is not None:
        raise CannotAnswer(ANSWERED)
    leave_task_out(attempt, question, at)
    return attempt


def leave_task_out(attempt: Attempt, question: Question, at: datetime) -> None:
    deleted, _rows = Question.objects.unanswered().filter(pk=question.pk).delete()
    if not deleted:
        raise CannotAnswer(ANSWERED)
    attempt.wants_task = False
    attempt.save(update_fields=["wants_task"])
    ask(attempt, with_state(attempt).past, at)
