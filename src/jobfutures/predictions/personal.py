"""What a person predicted: all of it is theirs to take, and goes with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.predictions.models import Attempt


def export(person: User) -> dict[str, object]:
    return {
        "predictions.json": [
            {
                "id": attempt.key,
                "prediction": attempt.prediction_id,
                "answer": attempt.answer,
                "right": attempt.right,
                "fixed": attempt.fixed,
                "at": attempt.answered_at,
            }
            for attempt in Attempt.objects.visible_to(person).oldest_first()
        ]
    }


def erase(person: User, at: datetime) -> None:
    Attempt.objects.filter(owner=person).delete()
