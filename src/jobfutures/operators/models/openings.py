"""When an operator broke the glass before what a person keeps here, why, and what they looked at."""

from datetime import datetime
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jobfutures.accounts.models import User
from jobfutures.kit.ids import uuid7
from jobfutures.operators.rules.openings import LONGEST_REASON, OPEN


class OpeningQuerySet(models.QuerySet["Opening"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of the viewer's own account: who is looked at sees it, always and all of it."""
        return self.filter(person=viewer) if isinstance(viewer, User) else self.none()

    def held_by(self, operator: User) -> Self:
        """Keep what this operator opened; to any other operator it is as closed as before."""
        return self.filter(operator=operator, operator__is_operator=True, operator__is_active=True)

    def open_at(self, at: datetime) -> Self:
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), opened_at__lte=at, opened_at__gt=at - OPEN)

    def newest_first(self) -> Self:
        return self.order_by("-opened_at", "-pk")


class Opening(models.Model):
    """One operator may read one part of one account for an hour, or until they mend the glass at `ended_at`.

    part: the room whose content was opened.  reason: for the person, who reads it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="openings")
    operator = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    part = models.CharField(max_length=30)
    reason = models.CharField(max_length=LONGEST_REASON)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(OpeningQuerySet)()

    class Meta:
        indexes = [models.Index(name="opening_of_person", fields=["person", "-opened_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("operators:opening", args=[self.person_id, self.pk])

    @property
    def closes_at(self) -> datetime:
        return min(self.opened_at + OPEN, self.ended_at or self.opened_at + OPEN)


class Look(models.Model):
    """One file that was read while the glass was broken."""

    opening = models.ForeignKey(Opening, on_delete=models.CASCADE, related_name="looks")
    file = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.opening_id} {self.at}"
