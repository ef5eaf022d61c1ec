"""Rooms above tell here what happened to something of a company's: its kind, ids and a link, never a value."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from jobfutures.companies.models import Company
from jobfutures.notices.rules import is_own_path
from jobfutures.webhooks.commands.delivering import deliver_waiting
from jobfutures.webhooks.models import Delivery, Endpoint, EndpointState, Event
from jobfutures.webhooks.rules import KINDS, TEST, wants


def has_listeners(company: Company) -> bool:
    """Tell whether anybody wants to know, for rooms that would have to look something up first. One query."""
    return Endpoint.objects.filter(company=company).exists()


@transaction.atomic
def announce(
    company: Company, kind: str, *, ids: Mapping[str, UUID], path: str, at: datetime, key: str = "", api: str = ""
) -> Event | None:
    """Write down, with the caller's transaction, what a company is to be told. One query where nobody wants to know.

    ids: of what it happened to, by name.  path: of the page that says more, and `api`: where a program reads it.
    key: of what happens once only, such as an end that the clock finds; the second time writes nothing.
    """
    if kind not in KINDS:
        raise ValueError("Kinds of events stand in webhooks.rules.KINDS.")
    endpoints = list(Endpoint.objects.filter(company=company).oldest_first())
    if not endpoints or (key and Event.objects.filter(key=key).exists()):
        return None
    body = body_of(company, kind, ids, {"page": path} | ({"api": api} if api else {}), at)
    event = Event.objects.create(company=company, kind=kind, body=body, at=at, key=key or None)
    for endpoint in endpoints:
        if endpoint.state == EndpointState.ACTIVE and wants(endpoint.kinds, kind):
            send_to(endpoint, event, at)
    return event


def body_of(company: Company, kind: str, ids: Mapping[str, UUID], paths: Mapping[str, str], at: datetime) -> str:
    """Return what is sent. Raises ValueError for what is neither an id nor a path of this site."""
    if not all(isinstance(one, UUID) for one in ids.values()) or not all(is_own_path(one) for one in paths.values()):
        raise ValueError("An event holds ids and links within this site, and nothing else.")
    links = {name: f"{settings.SITE_ADDRESS}{path}" for name, path in paths.items()}
    said = {
        "type": kind,
        "timestamp": at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "data": {"company": company.slug, **{name: str(one) for name, one in ids.items()}, "links": links},
    }
    return json.dumps(said)


def send_to(endpoint: Endpoint, event: Event, at: datetime) -> Delivery:
    """Put an event on its way to one endpoint, and wake a worker, with the caller's transaction."""
    made = Delivery.objects.create(endpoint=endpoint, event=event, next_at=at)
    deliver_waiting.enqueue(str(endpoint.pk))
    return made


def write_test(endpoint: Endpoint, at: datetime) -> Delivery:
    body = body_of(endpoint.company, TEST, {"endpoint": endpoint.pk}, {"page": endpoint.get_absolute_url()}, at)
    return send_to(endpoint, Event.objects.create(company=endpoint.company, kind=TEST, body=body, at=at), at)
