"""What somebody says of themselves, of their own free will, and takes back as freely."""

from datetime import date

from jobfutures.accounts.models import User
from jobfutures.checks.models import Description


def describe_oneself(*, by: User, gender: str, age: str, background: str, english: str, on: date) -> Description:
    """Keep what was said; what is left open is empty."""
    said = {"gender": gender, "age": age, "background": background, "english": english, "said_on": on}
    found, _created = Description.objects.update_or_create(owner=by, defaults=said)
    return found


def forget_description(*, by: User) -> None:
    Description.objects.visible_to(by).delete()
