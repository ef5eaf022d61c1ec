"""What owners do with the endpoints of their company."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.companies.commands.lifecycle import check_owner
from jobfutures.companies.models import Company
from jobfutures.companies.rules import may_read
from jobfutures.ledger.commands import record
from jobfutures.webhooks.commands.announcing import send_to, write_test
from jobfutures.webhooks.commands.delivering import deliver_waiting
from jobfutures.webhooks.models import Delivery, DeliveryState, Endpoint, EndpointState, Event
from jobfutures.webhooks.rules import KEPT, KINDS, MOST_ENDPOINTS, OLD_SECRET_KEPT, TEST, wants


class CannotTell(Exception):
    """The endpoint stays as it was; the sentence says why."""


@transaction.atomic
def add_endpoint(*, by: User, company: Company, url: str, kinds: Sequence[str], at: datetime) -> Endpoint:
    """Add an address to be told at. Raises CannotTell."""
    check_owner(by, company)
    Company.objects.select_for_update().get(pk=company.pk)  # two at once would both be the last that fits
    if not may_read(company.state):
        raise CannotTell(_("Only a verified company is told of what happens here."))
    if Endpoint.objects.filter(company=company).count() >= MOST_ENDPOINTS:
        raise CannotTell(_("A company has %d webhooks at most. Delete one that is not used.") % MOST_ENDPOINTS)
    try:
        with transaction.atomic():
            made = Endpoint.objects.create(
                company=company, url=url, kinds=in_order(kinds), salt=new_salt(), made_by=by, made_at=at
            )
    except IntegrityError:
        raise CannotTell(_("There is a webhook with this address already.")) from None
    record(by=by, kind="webhooks.added", subject=made.ledger_subject(), at=at)
    return made


def in_order(kinds: Sequence[str]) -> list[str]:
    """Return the kinds in the order of the list; none where all are wanted, so that those to come are too."""
    chosen = [kind for kind in KINDS if kind in kinds]
    return [] if len(chosen) == len(KINDS) else chosen


def new_salt() -> str:
    return secrets.token_urlsafe(32)


def locked(by: User, endpoint: Endpoint) -> Endpoint:
    check_owner(by, endpoint.company)
    return Endpoint.objects.select_for_update(of=("self",)).select_related("company").get(pk=endpoint.pk)


@transaction.atomic
def choose_kinds(*, by: User, endpoint: Endpoint, kinds: Sequence[str], at: datetime) -> Endpoint:
    """Change what an endpoint is told of, from the next event on."""
    found = locked(by, endpoint)
    Endpoint.objects.filter(pk=found.pk).update(kinds=in_order(kinds))
    record(by=by, kind="webhooks.changed", subject=found.ledger_subject(), at=at, fields=["kinds"])
    found.refresh_from_db()
    return found


@transaction.atomic
def pause_endpoint(*, by: User, endpoint: Endpoint, at: datetime) -> None:
    """Tell it nothing for a while: what waits stays, what happens meanwhile can be replayed."""
    found = locked(by, endpoint)
    if found.state == EndpointState.ACTIVE:
        Endpoint.objects.filter(pk=found.pk).update(state=EndpointState.PAUSED)
        record(by=by, kind="webhooks.paused", subject=found.ledger_subject(), at=at)


@transaction.atomic
def resume_endpoint(*, by: User, endpoint: Endpoint, at: datetime) -> None:
    """Tell it again, beginning with what waits."""
    found = locked(by, endpoint)
    if found.state != EndpointState.ACTIVE:
        Endpoint.objects.filter(pk=found.pk).update(state=EndpointState.ACTIVE, told_at=None)
        record(by=by, kind="webhooks.resumed", subject=found.ledger_subject(), at=at)


@transaction.atomic
def rotate_secret(*, by: User, endpoint: Endpoint, seen: str, at: datetime) -> Endpoint:
    """Give a new secret; messages are signed with both for 24 hours. seen: the salt that the page was opened with, so
    that a form sent twice rotates once. Raises CannotTell.
    """
    found = locked(by, endpoint)
    if seen != found.salt[:8]:
        raise CannotTell(_("The secret was changed a moment ago. It was shown then, and only then."))
    facts = {"salt": new_salt(), "old_salt": found.salt, "old_until": at + OLD_SECRET_KEPT}
    Endpoint.objects.filter(pk=found.pk).update(**facts)
    record(by=by, kind="webhooks.rotated", subject=found.ledger_subject(), at=at, fields=["secret"])
    found.refresh_from_db()
    return found


@transaction.atomic
def delete_endpoint(*, by: User, endpoint: Endpoint, at: datetime) -> None:
    """Take an endpoint away, with the log of what it was told."""
    found = locked(by, endpoint)
    record(by=by, kind="webhooks.deleted", subject=found.ledger_subject(), at=at)
    found.delete()


@transaction.atomic
def send_test(*, by: User, endpoint: Endpoint, at: datetime) -> Delivery:
    """Send a message that says nothing but that it arrives. Raises CannotTell while the endpoint is paused."""
    found = locked(by, endpoint)
    check_active(found)
    return write_test(found, at)


@transaction.atomic
def repeat_delivery(*, by: User, delivery: Delivery, at: datetime) -> None:
    """Send one message again, under the id that it had. Raises CannotTell while the endpoint is paused."""
    found = locked(by, delivery.endpoint)
    check_active(found)
    send_to(found, delivery.event, at)


@transaction.atomic
def replay_since(*, by: User, endpoint: Endpoint, since: datetime, at: datetime) -> int:
    """Send again all that happened since a time, 30 days back at most, except what waits; return how many."""
    found = locked(by, endpoint)
    check_active(found)
    waits = found.deliveries.filter(state=DeliveryState.WAITING).values("event")
    rows = Event.objects.filter(company=found.company, at__gte=max(since, at - KEPT)).exclude(kind=TEST)
    events = [one for one in rows.exclude(pk__in=waits).order_by("at", "pk") if wants(found.kinds, one.kind)]
    Delivery.objects.bulk_create(Delivery(endpoint=found, event=event, next_at=at) for event in events)
    if events:
        deliver_waiting.enqueue(str(found.pk))
    record(by=by, kind="webhooks.replayed", subject=found.ledger_subject(), at=at)
    return len(events)


def check_active(endpoint: Endpoint) -> None:
    if endpoint.state != EndpointState.ACTIVE:
        raise CannotTell(_("This webhook is paused. Resume it first."))
