"""Saying something of oneself, or taking it back. Nobody is told, and nobody sees it before its owner shares it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.profiles.models import Profile

ABOUT = (
    "name", "headline", "email", "phone", "homepage", "summary_md", "city", "country", "timezone", "links", "languages",
)  # fmt: skip
WISHES = (
    "workplaces", "relocates", "work_auth", "availability", "pay_floor", "pay_currency", "pay_period", "search_state",
)  # fmt: skip


def held_profile(by: User, at: datetime) -> Profile:
    """Return the person's profile, made where there is none, and held until the transaction ends."""
    Profile.objects.get_or_create(owner=by, defaults={"changed_at": at})
    return Profile.objects.visible_to(by).select_for_update().get()


@transaction.atomic
def change_profile(*, by: User, said: Mapping[str, Any], at: datetime) -> Profile:
    """Store what a person says of themselves, by the names of ABOUT and WISHES; what they do not name stays.

    What is said already is not stored again, so the same form may come twice.
    """
    unknown = said.keys() - {*ABOUT, *WISHES}
    if unknown:
        raise ValueError(f"A profile has no {sorted(unknown)}.")
    profile = held_profile(by, at)
    changed = [name for name in said if getattr(profile, name) != said[name]]
    if not changed:
        return profile
    for name in changed:
        setattr(profile, name, said[name])
    profile.changed_at = at
    profile.save(update_fields=[*changed, "changed_at"])
    record(by=by, kind="profiles.profile_changed", subject=profile.ledger_subject(), at=at, fields=sorted(changed))
    return profile
