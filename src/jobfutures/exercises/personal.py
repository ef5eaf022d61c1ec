"""What a person did with exercises: all of it is theirs to take, and goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.exercises.models import Attempt, Work


def export(person: User) -> dict[str, object]:
    attempts = Attempt.objects.visible_to(person).oldest_first()
    works = Work.objects.visible_to(person).order_by("exercise_id")
    return {
        "exercise_attempts.json": [attempt_facts(attempt) for attempt in attempts],
        "exercise_drafts.json": [
            {
                "exercise": work.exercise_id,
                "saved_at": work.saved_at,
                "reference_seen_at": work.reference_seen_at,
                "files": work.draft,
            }
            for work in works
        ],
    }


def attempt_facts(attempt: Attempt) -> dict[str, object]:
    return {
        "exercise": attempt.exercise_id,
        "submitted_at": attempt.submitted_at,
        "finished_at": attempt.finished_at,
        "state": attempt.state,
        "verdict": attempt.verdict,
        "passed": attempt.passed,
        "results": attempt.results,
        "reason": attempt.reason,
        "output": attempt.output,
        "errors": attempt.errors,
        "cpu_ms": attempt.cpu_ms,
        "memory_kib": attempt.memory_kib,
        "files": attempt.files,
    }


def erase(person: User, at: datetime) -> None:
    """Delete attempts and drafts; a verdict that a worker is still waiting for then finds no row."""
    Attempt.objects.filter(owner=person).delete()
    Work.objects.filter(owner=person).delete()
