"""What the pages of a code task show."""

from typing import Any

from django.urls import reverse

from jobfutures.checks.models import Attempt, Question
from jobfutures.exercises.models import State


def addresses(attempt: Attempt) -> dict[str, str]:
    """Return where the workbench sends what it holds."""
    names = {"checks": "task", "draft": "task_draft", "attempts": "handing_in"}
    return {name: reverse(f"checks:{page}", args=[attempt.pk]) for name, page in names.items()}


def judging(question: Question) -> dict[str, Any]:
    """Return how far a task is that was handed in."""
    state = question.task.state if question.task else ""
    return {
        "attempt": question.attempt,
        "question": question,
        "task": question.task,
        "is_judged": state == State.DONE,
        "is_lost": state == State.FAULT,
    }
