"""One answer for everybody who waits at a job."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from jobfutures.accounts.models import User
from jobfutures.companies.models import Membership
from jobfutures.hiring.models.decision import ReasonCode
from jobfutures.hiring.rules.applications import MOST_MESSAGE
from jobfutures.jobs.models import Job
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Area


class BulkCloseQuerySet(models.QuerySet["BulkClose"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of the companies that the viewer hires for."""
        if not isinstance(viewer, User):
            return self.none()
        members = Membership.objects.live().recruiting().filter(person=viewer)
        return self.filter(job__company__in=members.values("company"))

    def running(self) -> Self:
        return self.filter(ended_at=None)


class BulkClose(models.Model):
    """One no, with one reason and one message, to all who wait at a job; it goes on where it was broken off.

    only_unread: to those alone whose applications nobody has opened.  until: who applied later is not meant.
    number: how many were shown to whoever began it.  answered: how many it has answered so far.
    closes_as: why the posting closes after it; empty where it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="bulk_closes")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    only_unread = models.BooleanField(default=False)
    reason = models.CharField(max_length=17, choices=ReasonCode.choices)
    topic = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(max_length=MOST_MESSAGE)
    until = models.DateTimeField()
    number = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(default=0)
    closes_as = models.CharField(max_length=20, blank=True)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    objects = models.Manager.from_queryset(BulkCloseQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_bulk_close_per_key", fields=["job", "key"]),
            models.UniqueConstraint(name="one_running_bulk_close", fields=["job"], condition=Q(ended_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"hiring.bulk:{self.pk}"
