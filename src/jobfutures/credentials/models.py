"""Credentials that people had issued, their copies, and the lists that say which were withdrawn."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.checks.models import Attempt
from jobfutures.credentials.vc.bits import Order
from jobfutures.kit.ids import uuid7


class Kind(models.TextChoices):
    SD_JWT = "SD_JWT", _("Selective credential")
    BADGE = "BADGE", _("Open badge")


ORDERS = {Kind.SD_JWT: Order.IETF, Kind.BADGE: Order.W3C}


class StatusList(models.Model):
    """One list of places. bits: what is withdrawn.  taken: what was ever given out, never again.  free: how many left.

    Nobody's name stands in it, and nothing tells whose a place is once its copy is deleted.
    """

    kind = models.CharField(max_length=6, choices=Kind)
    bits = models.BinaryField()
    taken = models.BinaryField()
    free = models.PositiveIntegerField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"status list {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("credentials:status", args=[self.pk])

    @property
    def order(self) -> Order:
        return ORDERS[Kind(self.kind)]


class CredentialQuerySet(models.QuerySet["Credential"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own; operators see nobody's either."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-issued_at", "-pk")


class Credential(models.Model):
    """What the site states about one check, at its owner's wish.

    key: of the form that asked for it; sent twice, it is one credential.  facts: what it states, by the names of
    `vc.claims`.  A check cannot go while this is there: whoever deletes it withdraws the credential first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="credentials")
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="credentials")
    kind = models.CharField(max_length=6, choices=Kind)
    key = models.UUIDField()
    facts: Any = models.JSONField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    objects = models.Manager.from_queryset(CredentialQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_credential_of_a_kind_per_check", fields=["attempt", "kind"]),
            models.UniqueConstraint(name="one_credential_per_key", fields=["owner", "key"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("credentials:credential", args=[self.pk])

    @property
    def is_badge(self) -> bool:
        return self.kind == Kind.BADGE


class CopyQuerySet(models.QuerySet["Copy"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(credential__owner=viewer) if isinstance(viewer, User) else self.none()

    def in_force(self) -> Self:
        return self.filter(revoked_at=None)

    def in_order(self) -> Self:
        return self.order_by("number")


class Copy(models.Model):
    """One copy: the same statements as the others, and nothing else in common. number: from 1.  token: as issued.

    place: its index in the list.  note: to whom it went, in its owner's words and for them alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    credential = models.ForeignKey(Credential, on_delete=models.CASCADE, related_name="copies")
    number = models.PositiveSmallIntegerField()
    status_list = models.ForeignKey(StatusList, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    token = models.TextField()
    note = models.CharField(max_length=80, blank=True)
    revoked_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(CopyQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_copy_per_number", fields=["credential", "number"]),
            models.UniqueConstraint(name="one_copy_per_place", fields=["status_list", "place"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)
