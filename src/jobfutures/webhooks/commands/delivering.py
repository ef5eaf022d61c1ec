"""Messages leave for the endpoints of companies: one worker at a time for each, in the order of writing.

At least once: a worker that dies after the endpoint answered and before that is written tries the same message again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.tasks import task
from django.utils import timezone
from django.utils.translation import gettext as _

from jobfutures.companies.models import MemberRole
from jobfutures.companies.queries import members_of
from jobfutures.kit.fetch import CannotFetch, post
from jobfutures.notices.telling import tell
from jobfutures.webhooks.models import Attempt, Delivery, DeliveryState, Endpoint, EndpointState, Event
from jobfutures.webhooks.rules import (
    FAILURES_IN_A_ROW,
    GONE,
    KEPT,
    MOST_IN_ONE_GO,
    TAKEN,
    TOLD_EVERY,
    WAIT_S,
    is_taken,
    next_try,
    signature,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """status: None where nothing came, and then reason: a word of `kit.fetch`."""

    status: int | None
    reason: str = ""


type Send = Callable[[str, bytes, dict[str, str]], Answer]
"""(address, body, headers) -> what came back."""


def send_once(url: str, body: bytes, headers: dict[str, str]) -> Answer:
    """Send by https to a public address alone; no redirect, and nothing of the answer is read but its status."""
    try:
        return Answer(post(url, body, headers, seconds=WAIT_S))
    except CannotFetch as refusal:
        return Answer(None, refusal.reason)


@task
def deliver_waiting(endpoint_id: str) -> None:
    """Deliver what is due at one endpoint. Safe to repeat: of two workers one takes it."""
    deliver_due(UUID(endpoint_id))


@task
def deliver_again() -> None:
    """Wake a worker for each endpoint where something is due: what failed before, or what a dead worker left."""
    at = timezone.now()
    due = Delivery.objects.due(at).filter(endpoint__in=Endpoint.objects.free(at).values("pk"))
    for pk in due.order_by("endpoint").values_list("endpoint", flat=True).distinct():
        deliver_waiting.enqueue(str(pk))


@task
def prune_webhooks() -> None:
    """Forget events of long ago, with what became of them."""
    Event.objects.filter(at__lt=timezone.now() - KEPT).delete()


def deliver_due(endpoint_id: UUID, *, send: Send = send_once, clock: Callable[[], datetime] = timezone.now) -> int:
    """Deliver what is due, and return how many were tried. An endpoint that fails in a row is left for a minute."""
    if not take(endpoint_id, clock()):
        return 0
    tried = failures = 0
    try:
        while tried < MOST_IN_ONE_GO and failures < FAILURES_IN_A_ROW:
            one = first_due(endpoint_id, clock())
            if one is None:
                break
            failures = 0 if deliver_one(one, send, clock) else failures + 1
            tried += 1
            Endpoint.objects.filter(pk=endpoint_id).update(taken_until=clock() + TAKEN)
    finally:
        Endpoint.objects.filter(pk=endpoint_id).update(taken_until=None)
    if failures < FAILURES_IN_A_ROW and first_due(endpoint_id, clock()):
        deliver_waiting.enqueue(str(endpoint_id))  # written while we let go of it
    return tried


def take(endpoint_id: UUID, at: datetime) -> bool:
    free = Endpoint.objects.active().free(at).filter(pk=endpoint_id)
    return bool(free.update(taken_until=at + TAKEN))


def first_due(endpoint_id: UUID, at: datetime) -> Delivery | None:
    rows = Delivery.objects.of(endpoint_id).due(at).select_related("endpoint__company", "event")
    return rows.in_order().first()


def deliver_one(delivery: Delivery, send: Send, clock: Callable[[], datetime]) -> bool:
    """Try one message once, with no transaction open, and write down what came of it."""
    at, begun = clock(), monotonic()
    body = delivery.event.body.encode()
    answer = send(delivery.endpoint.url, body, headers_of(delivery, body, at))
    took_ms = round((monotonic() - begun) * 1000)
    return note_answer(delivery=delivery, answer=answer, at=at, took_ms=took_ms)


def headers_of(delivery: Delivery, body: bytes, at: datetime) -> dict[str, str]:
    number, timestamp = delivery.event.number(), int(at.timestamp())
    signed = [signature(one, event=number, timestamp=timestamp, body=body) for one in delivery.endpoint.secrets(at)]
    return {
        "Content-Type": "application/json",
        "webhook-id": number,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }


@transaction.atomic
def note_answer(*, delivery: Delivery, answer: Answer, at: datetime, took_ms: int) -> bool:
    """Write down one try, and what follows from it. Return whether the message was taken."""
    Attempt.objects.create(
        delivery=delivery, at=at, took_ms=took_ms, status=answer.status, reason=answer.reason
    )  # fmt: skip
    attempts = delivery.attempts + 1
    rows = Delivery.objects.filter(pk=delivery.pk)
    if answer.status is not None and is_taken(answer.status):
        rows.update(state=DeliveryState.DELIVERED, attempts=attempts, ended_at=at)
        return True
    is_gone = answer.status == GONE
    again_at = None if is_gone else next_try(attempts, at)
    if again_at is not None:
        rows.update(attempts=attempts, next_at=again_at)
        return False
    rows.update(state=DeliveryState.DEAD, attempts=attempts, ended_at=at)
    if is_gone:
        Endpoint.objects.filter(pk=delivery.endpoint_id).update(state=EndpointState.GONE)
    tell_owners(delivery.endpoint, is_gone=is_gone, at=at)
    return False


def tell_owners(endpoint: Endpoint, *, is_gone: bool, at: datetime) -> None:
    """Tell owners that an endpoint does not take what it is told: at once that it is gone, else once a day at most."""
    rows = Endpoint.objects.filter(pk=endpoint.pk)
    if not is_gone:
        rows = rows.exclude(told_at__gt=at - TOLD_EVERY)
    if not rows.update(told_at=at):
        return
    subject = _("a webhook was paused") if is_gone else _("a webhook does not take its messages")
    template = f"webhooks/mail/{'gone' if is_gone else 'dead'}.txt"
    for owner in members_of(endpoint.company).filter(role=MemberRole.OWNER):
        tell(owner.person, subject=subject, template=template, path=endpoint.get_absolute_url(), at=at)
