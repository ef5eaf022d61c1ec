"""Taking in what a browser brings: all of it, or nothing."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.practice.commands.entries import Brought, merge_entries
from jobfutures.practice.commands.tellings import Told, keep_tellings


@transaction.atomic
def take_parcel(*, by: User, entries: Sequence[Brought], tellings: Sequence[Told], at: datetime) -> list[UUID]:
    """Return the keys that the account holds now. Raises CannotKeep."""
    kept = merge_entries(by=by, brought=entries, at=at) if entries else []
    told = keep_tellings(by=by, brought=tellings, at=at) if tellings else []
    return [*kept, *told]
