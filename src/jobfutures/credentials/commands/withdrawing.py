"""What an owner does with a credential they have: note to whom a copy went, withdraw copies, delete it all."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.credentials.commands.places import mark_revoked
from jobfutures.credentials.models import Copy, Credential


def note_copy(*, by: User, copy: Copy, note: str) -> None:
    """Keep to whom a copy went, for its owner alone."""
    Copy.objects.visible_to(by).filter(pk=copy.pk).update(note=note)


@transaction.atomic
def revoke_copies(*, by: User, credential: Credential, numbers: Collection[int] | None = None, at: datetime) -> int:
    """Withdraw copies, all where no numbers are given; return how many were in force. Nothing brings them back."""
    own = Credential.objects.visible_to(by).select_for_update().filter(pk=credential.pk).first()
    if own is None:
        return 0
    copies = own.copies.in_force() if numbers is None else own.copies.in_force().filter(number__in=numbers)
    found = list(copies.in_order().defer("token"))
    if found:
        mark_revoked(copies=found)
        Copy.objects.filter(pk__in=[copy.pk for copy in found]).update(revoked_at=at)
    return len(found)


@transaction.atomic
def delete_credential(*, by: User, credential: Credential, at: datetime) -> None:
    """Withdraw every copy, then delete the credential. That its places are withdrawn stays, without a name."""
    revoke_copies(by=by, credential=credential, at=at)
    Credential.objects.visible_to(by).filter(pk=credential.pk).delete()
