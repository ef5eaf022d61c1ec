"""What the API keeps of a person for a day: sealed answers, which are in no export because nobody can open them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.api.models import FirstAnswer


def export(person: User) -> dict[str, object]:
    return {}


def erase(person: User, at: datetime) -> None:
    FirstAnswer.objects.visible_to(person).delete()
