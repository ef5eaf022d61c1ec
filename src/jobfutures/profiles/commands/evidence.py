"""Choosing what stands on one's profile, of what one did here oneself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.profiles.choosing import Thing, groups_of
from jobfutures.profiles.commands.profiles import held_profile
from jobfutures.profiles.models import Evidence
from jobfutures.profiles.models.evidence import LINKS


class CannotChoose(Exception):
    """Nothing was changed; the sentence is for the person."""


@transaction.atomic
def choose_evidence(*, by: User, things: Iterable[Thing], at: datetime) -> None:
    """Let exactly these things stand on the profile. Raises CannotChoose for what the person did not do."""
    profile = held_profile(by, at)
    own = {one.name for group in groups_of(by) for one in group.things}
    wanted = {one.name: one for one in things}
    if not wanted.keys() <= own:
        raise CannotChoose(_("One of these is not there any more. Nothing was changed; look at the list again."))
    here = {f"{one.kind}:{one.thing_id}": one for one in Evidence.objects.visible_to(by)}
    gone = [one.pk for name, one in here.items() if name not in wanted]
    new = [one for name, one in wanted.items() if name not in here]
    Evidence.objects.visible_to(by).filter(pk__in=gone).delete()
    Evidence.objects.bulk_create(
        Evidence(owner=by, kind=one.kind, chosen_at=at, **{f"{LINKS[one.kind]}_id": one.id}) for one in new
    )
    if gone or new:
        kinds = {one.kind.lower() for one in new} | {here[name].kind.lower() for name in here if name not in wanted}
        record(by=by, kind="profiles.evidence_chosen", subject=profile.ledger_subject(), at=at, fields=sorted(kinds))
