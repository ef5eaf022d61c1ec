"""What the ledger holds about a person."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.ledger.models import Entry


def export(person: User) -> dict[str, object]:
    acts = Entry.objects.by(person).order_by("at", "pk").values("kind", "at", "subject")
    return {"ledger.json": [{**act, "at": act["at"].isoformat()} for act in acts]}


def erase(person: User, at: datetime) -> None:
    """Cut the link from the acts to the person; the acts stay, and name nobody."""
    Entry.objects.by(person).update(actor=None)
