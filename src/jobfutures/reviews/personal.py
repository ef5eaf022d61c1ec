"""What a person did with reviews: all of it is theirs to take, and goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.reviews.models import Attempt, Draft


def export(person: User) -> dict[str, object]:
    attempts = Attempt.objects.visible_to(person).oldest_first()
    drafts = Draft.objects.visible_to(person).order_by("review_id")
    return {
        "review_attempts.json": [attempt_facts(attempt) for attempt in attempts],
        "review_drafts.json": [
            {
                "review": draft.review_id,
                "saved_at": draft.saved_at,
                "verdict": draft.verdict.lower(),
                "comments": draft.comments,
            }
            for draft in drafts
        ],
    }


def attempt_facts(attempt: Attempt) -> dict[str, object]:
    """Return an attempt in the form in which a browser keeps it, with its result."""
    return {
        "id": attempt.key,
        "review": attempt.review_id,
        "at": attempt.submitted_at,
        "verdict": attempt.verdict.lower(),
        "comments": attempt.comments,
        "result": attempt.result,
    }


def erase(person: User, at: datetime) -> None:
    Attempt.objects.filter(owner=person).delete()
    Draft.objects.filter(owner=person).delete()
