"""Where companies want to be told of what happens, what was to be told, and whether it arrived."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, MemberRole, Membership
from jobfutures.kit.ids import uuid7
from jobfutures.webhooks.rules import LONGEST_URL, TAKEN


class EndpointState(models.TextChoices):
    ACTIVE = "ACTIVE", _("Active")
    PAUSED = "PAUSED", _("Paused")
    GONE = "GONE", _("Paused: it answered that it is gone")


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of the companies that the viewer owns."""
        if not isinstance(viewer, User):
            return self.none()
        owned = Membership.objects.live().filter(person=viewer, role=MemberRole.OWNER)
        return self.filter(company__in=owned.values("company"))

    def active(self) -> Self:
        return self.filter(state=EndpointState.ACTIVE)

    def free(self, at: datetime) -> Self:
        """Keep those that no worker has for itself now; a time too far ahead was written by a clock that had jumped."""
        return self.filter(Q(taken_until=None) | Q(taken_until__lte=at) | Q(taken_until__gt=at + 2 * TAKEN))

    def oldest_first(self) -> Self:
        return self.order_by("made_at", "pk")


class Endpoint(models.Model):
    """One address that a company wants to be told at.

    kinds: what it is told of; an empty list means everything.  salt: its secret is made from it and from the key of the
    site, and is kept nowhere.  old_salt: of the secret before, with which messages are signed too until old_until.
    taken_until: a worker has it for itself until then.  told_at: when its owners were last told of a failure.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=LONGEST_URL)
    kinds: Any = models.JSONField(default=list)
    salt = models.CharField(max_length=43)
    old_salt = models.CharField(max_length=43, blank=True)
    old_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=6, choices=EndpointState, default=EndpointState.ACTIVE)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(EndpointQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_endpoint_per_address", fields=["company", "url"])]

    def __str__(self) -> str:
        return str(self.pk)  # never the address: it may hold a password of its owner's

    def get_absolute_url(self) -> str:
        return reverse("webhooks:endpoint", args=[self.company.slug, self.pk])

    def ledger_subject(self) -> str:
        return f"webhooks.endpoint:{self.pk}"

    def secret(self) -> bytes:
        return secret_from(self.salt)

    def secrets(self, at: datetime) -> list[bytes]:
        """Return those that messages are signed with now, the newest first."""
        is_old_good = self.old_until is not None and at < self.old_until
        return [secret_from(one) for one in (self.salt, *([self.old_salt] if is_old_good else []))]


def secret_from(salt: str) -> bytes:
    """Return the 32 bytes that only this site can make from a salt."""
    return salted_hmac("jobfutures.webhooks.secret", salt, algorithm="sha256").digest()


class Event(models.Model):
    """Something that happened. body: what is sent, byte for byte.  key: of what happens once only; else None."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    body = models.TextField()
    at = models.DateTimeField(db_index=True)
    key = models.CharField(max_length=100, null=True, unique=True)

    objects = models.Manager()

    class Meta:
        indexes = [models.Index(name="webhook_event_of_company", fields=["company", "at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def number(self) -> str:
        """Return the id under which receivers know it, in every try."""
        return f"evt_{self.pk.hex}"


class DeliveryState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    DELIVERED = "DELIVERED", _("Delivered")
    DEAD = "DEAD", _("Given up")


class MessageQuerySet(models.QuerySet["Delivery"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of the companies that the viewer owns."""
        return self.filter(endpoint__in=Endpoint.objects.visible_to(viewer).values("pk"))

    def of(self, endpoint: UUID) -> Self:
        return self.filter(endpoint=endpoint)

    def due(self, at: datetime) -> Self:
        return self.filter(state=DeliveryState.WAITING, next_at__lte=at, endpoint__state=EndpointState.ACTIVE)

    def in_order(self) -> Self:
        return self.order_by("pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Delivery(models.Model):
    """One event on its way to one endpoint. Its number is the order of writing.  ended_at: delivered or given up."""

    id = models.BigAutoField(primary_key=True)
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(MessageQuerySet)()

    class Meta:
        indexes = [
            models.Index(name="webhook_delivery_of_endpoint", fields=["endpoint", "id"]),
            models.Index(name="webhook_delivery_due", fields=["next_at"], condition=Q(state="WAITING")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Attempt(models.Model):
    """One try. status: what the endpoint answered, of which nothing else is kept; None where nothing came.

    reason: then, a word of `kit.fetch` for why.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    took_ms = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=20, blank=True)

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
