"""Searches that somebody saved: theirs to take, and they go with them."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.jobs.models import SavedSearch


def export(person: User) -> dict[str, object]:
    rows = SavedSearch.objects.visible_to(person).order_by("made_at", "pk")
    names = ("id", "name", "query", "alerts", "told_until", "mailed_at", "made_at")
    return {"saved_searches.json": [{name: getattr(one, name) for name in names} for one in rows]}


def erase(person: User, at: datetime) -> None:
    SavedSearch.objects.filter(owner=person).delete()
