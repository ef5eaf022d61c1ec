"""What became of the messages to one endpoint."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.functional import Promise

from jobfutures.webhooks.models import Attempt, Delivery, Endpoint, MessageQuerySet
from jobfutures.webhooks.wording import KIND_WORDS, REASONS


@dataclass(frozen=True, slots=True)
class Told:
    """One message. tries: each with the words for why nothing came, empty where something did."""

    delivery: Delivery
    words: str | Promise
    tries: list[tuple[Attempt, str | Promise]]


def log_of(endpoint: Endpoint) -> MessageQuerySet:
    """Return the messages, newest first; for each page of them their tries are one more query."""
    tries = Prefetch("tries", Attempt.objects.order_by("pk"))
    rows = Delivery.objects.of(endpoint.pk).select_related("event").defer("event__body")
    return rows.prefetch_related(tries).newest_first()


def told_of(delivery: Delivery) -> Told:
    kind = delivery.event.kind
    tries = [(one, REASONS.get(one.reason, one.reason)) for one in delivery.tries.all()]
    return Told(delivery, KIND_WORDS.get(kind, kind), tries)
