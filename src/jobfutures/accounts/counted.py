"""What this room counts of a day; `operators` finds this module by its name."""

from datetime import datetime

from allauth.usersessions.models import UserSession

from jobfutures.accounts.models import User


def of_day(begin: datetime, end: datetime) -> dict[str, float]:
    return {"signups": User.objects.people().filter(date_joined__gte=begin, date_joined__lt=end).count()}


def active_since(instant: datetime) -> int:
    """Return how many people used a session since then; who signed out meanwhile is not among them."""
    found: int = UserSession.objects.filter(last_seen_at__gte=instant).values("user").distinct().count()
    return found
