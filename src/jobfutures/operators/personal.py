"""What this room holds about a person: which operators opened their account, and what they looked at there."""

from datetime import datetime

from jobfutures.accounts.models import User
from jobfutures.operators.models import Opening


def export(person: User) -> dict[str, object]:
    """Return the openings of the person's own account. Who opened it is an operator of this site, and no name."""
    rows = Opening.objects.visible_to(person).newest_first().prefetch_related("looks")
    return {
        "openings.json": [
            {
                "part": one.part, "reason": one.reason, "opened_at": one.opened_at, "closes_at": one.closes_at,
                "looks": [{"file": look.file, "at": look.at} for look in one.looks.all()],
            }
            for one in rows
        ]
    }  # fmt: skip


def erase(person: User, at: datetime) -> None:
    Opening.objects.visible_to(person).delete()
