"""Taking a JSON Resume in: it is brought, shown, and only then written, all of it or nothing."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.profiles.commands.profiles import held_profile
from jobfutures.profiles.commands.storing import store_items
from jobfutures.profiles.models import Parcel, Profile
from jobfutures.profiles.queries import parcel_of, resume_of
from jobfutures.profiles.resume.fields import BASICS, LOCATION, MOST_ENTRIES, SECTIONS
from jobfutures.profiles.resume.merging import merged, replaced
from jobfutures.profiles.resume.pairs import Entry, Resume
from jobfutures.profiles.resume.parsing import MOST_BYTES
from jobfutures.profiles.resume.planning import Change, Outcome, changes
from jobfutures.profiles.resume.reading import read
from jobfutures.profiles.resume.writing import document


class Way(StrEnum):
    MERGE = "merge"
    REPLACE = "replace"


class CannotTake(Exception):
    """Nothing was written; the sentence is for the person."""


@transaction.atomic
def bring_parcel(*, by: User, text: str, at: datetime) -> None:
    """Keep a file until its owner says yes; it takes the place of the one before. Raises Refused."""
    read(text)
    User.objects.select_for_update(no_key=True).filter(pk=by.pk).first()  # one file after the other
    Parcel.objects.visible_to(by).delete()
    Parcel.objects.create(owner=by, text=text, brought_at=at)


def throw_parcel_away(*, by: User) -> None:
    Parcel.objects.visible_to(by).delete()


def planned(by: User, parcel: Parcel, way: Way) -> tuple[Resume, list[Change]]:
    """Return what the profile would become, and what that changes."""
    here, file = resume_of(by, getattr(parcel.owner, "profile", None)), read(parcel.text)
    then = merged(here, file) if way is Way.MERGE else replaced(here, file)
    return then, changes(here, then)


def seal_of(found: list[Change], parcel: Parcel) -> str:
    """Return what stands for one plan: a person says yes to what they saw, and to nothing else."""
    return hashlib.sha256(f"{parcel.pk} {found!r}".encode()).hexdigest()


@transaction.atomic
def take_parcel(*, by: User, way: Way, seal: str, at: datetime) -> Profile:
    """Write the file that waits. Raises CannotTake where the person saw another plan than what would happen now."""
    profile = held_profile(by, at)
    parcel = parcel_of(by)
    if parcel is None:
        raise CannotTake(_("This file was taken in or thrown away meanwhile. Nothing was changed just now."))
    then, found = planned(by, parcel, way)
    if seal_of(found, parcel) != seal:
        raise CannotTake(_("Your profile or the file has changed since this page was shown. Look again, then say yes."))
    refuse_too_much(then)
    store_basics(profile, then, at)
    for section in SECTIONS:
        store_items(by, section, then.sections[section])
    parcel.delete()
    parts = sorted({one.part for one in found if one.outcome is not Outcome.KEPT})
    record(by=by, kind="profiles.resume_taken", subject=profile.ledger_subject(), at=at, fields=parts)
    return profile


def refuse_too_much(then: Resume) -> None:
    """Raise CannotTake where a profile would be larger than a file may be: it could not come back from its export."""
    if any(len(rows) > MOST_ENTRIES for rows in then.sections.values()):
        raise CannotTake(
            _("Together there would be more than %(most)d entries in one list. Delete some, or replace instead.")
            % {"most": MOST_ENTRIES}
        )
    if len(json.dumps(document(then), ensure_ascii=False).encode()) > MOST_BYTES:
        raise CannotTake(_("Together this would be more than 512 KiB. Delete something, or replace instead."))


def store_basics(profile: Profile, then: Resume, at: datetime) -> None:
    written = {**columns_of(then.basics, BASICS), **columns_of(then.location, LOCATION), "languages": then.languages}
    written.pop("location")
    written["extra"] = {"document": then.extra, "basics": then.basics.extra, "location": then.location.extra}
    written["changed_at"] = at
    for name, value in written.items():
        setattr(profile, name, value)
    profile.save(update_fields=list(written))


def columns_of(entry: Entry, fields: Any) -> Mapping[str, Any]:
    return {field.column: entry.columns.get(field.column, [] if field.column == "links" else "") for field in fields}
