"""Keeping a search, and letting it go."""

from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.jobs.models import SavedSearch
from jobfutures.ledger.commands import record

MOST_SAVED = 50
SALT = "jobs.alerts"


class CannotSave(Exception):
    """No search was kept; the sentence is for the person."""


@transaction.atomic
def save_search(*, by: User, name: str, query: str, alerts: bool, at: datetime) -> SavedSearch:
    """Keep a search under a name; the same search twice is one. query: of a valid address. Raises CannotSave."""
    User.objects.select_for_update().get(pk=by.pk)  # two at once would both find room
    mine = SavedSearch.objects.visible_to(by)
    known = mine.filter(query=query).first()
    if known:
        return known
    if mine.count() >= MOST_SAVED:
        raise CannotSave(
            _("You keep %(most)d searches, and more do not fit. Delete one that you no longer need.")
            % {"most": MOST_SAVED}
        )
    saved = SavedSearch.objects.create(owner=by, name=name, query=query, alerts=alerts, told_until=at, made_at=at)
    record(by=by, kind="jobs.search_saved", subject=saved.ledger_subject(), at=at)
    return saved


@transaction.atomic
def change_search(*, by: User, pk: UUID, name: str, alerts: bool, at: datetime) -> None:
    """Rename a search, and turn its letters on or off; what was posted while they were off is not told."""
    saved = SavedSearch.objects.visible_to(by).select_for_update().filter(pk=pk).first()
    if saved is None:  # deleted a moment ago
        return
    changed = [field for field, value in (("name", name), ("alerts", alerts)) if getattr(saved, field) != value]
    if not changed:
        return
    if alerts and not saved.alerts:
        saved.told_until = at
    saved.name, saved.alerts = name, alerts
    saved.save(update_fields=["name", "alerts", "told_until"])
    record(by=by, kind="jobs.search_changed", subject=saved.ledger_subject(), at=at, fields=changed)


@transaction.atomic
def delete_search(*, by: User, saved: SavedSearch, at: datetime) -> None:
    deleted, _by_model = SavedSearch.objects.visible_to(by).filter(pk=saved.pk).delete()
    if deleted:
        record(by=by, kind="jobs.search_deleted", subject=saved.ledger_subject(), at=at)


def ending_token(person: User) -> str:
    """Return what a letter's link carries: it ends the alerts of one person and does nothing else."""
    return dumps(str(person.pk), salt=SALT)


def person_of(token: str) -> User | None:
    try:
        return User.objects.filter(pk=loads(token, salt=SALT)).first()
    except BadSignature:
        return None


@transaction.atomic
def end_alerts(*, person: User, at: datetime) -> None:
    """Send no more letters about any saved search; the searches stay. Safe to repeat."""
    for saved in SavedSearch.objects.visible_to(person).filter(alerts=True).select_for_update():
        saved.alerts = False
        saved.save(update_fields=["alerts"])
        record(by=None, kind="jobs.search_changed", subject=saved.ledger_subject(), at=at, fields=["alerts"])
