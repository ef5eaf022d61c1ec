"""What a person is told here, and how they want letters about it."""

from datetime import datetime
from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.kit.ids import uuid7
from jobfutures.notices.rules import MOST_PATH, MOST_SUBJECT


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own."""
        return self.filter(person=viewer) if isinstance(viewer, User) else self.none()

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def for_a_digest(self) -> Self:
        """Keep those that a letter still has to name."""
        return self.filter(waits=True, read_at=None)

    def told_before(self, instant: datetime) -> Self:
        return self.filter(at__lt=instant)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Notice(models.Model):
    """That something waits for a person, and where. subject: the kind of thing in a few words of the house, never what
    somebody wrote.  path: on this site.  waits: for the next digest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(max_length=MOST_SUBJECT)
    path = models.CharField(max_length=MOST_PATH)
    at = models.DateTimeField(db_index=True)
    read_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(NoticeQuerySet)()

    class Meta:
        indexes = [
            models.Index(name="notice_of_person", fields=["person", "-at", "-id"]),
            models.Index(name="notice_unread", fields=["person"], condition=Q(read_at=None)),
            models.Index(name="notice_for_digest", fields=["person"], condition=Q(waits=True)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("notices:notice", args=[self.pk])


class Letters(models.TextChoices):
    AT_ONCE = "AT_ONCE", _("At once")
    DAILY = "DAILY", _("Once a day, together")
    NONE = "NONE", _("Only those that must come")


class Choice(models.Model):
    """How somebody wants letters; without a row, at once. hour: of the digest, in their time zone."""

    person = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    letters = models.CharField(max_length=7, choices=Letters, default=Letters.AT_ONCE)
    hour = models.PositiveSmallIntegerField(default=8)
    zone = models.CharField(max_length=64, default="UTC")
    chosen_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(name="digest_at_an_hour_of_the_day", condition=Q(hour__lt=24))]

    def __str__(self) -> str:
        return str(self.pk)
