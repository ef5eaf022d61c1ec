"""The ledger: who did what to which record, when. Rows are only added: triggers in the database refuse the rest."""

from typing import Self

from django.db import models

from jobfutures.accounts.models import User
from jobfutures.kit.ids import uuid7


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, subject: str) -> Self:
        return self.filter(subject=subject)

    def by(self, person: User) -> Self:
        return self.filter(actor=person)

    def in_order(self) -> Self:
        return self.order_by("number")


class Entry(models.Model):
    """One act. It holds names of fields, never values; `number` counts the acts on one subject from 1."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    actor_mark = models.CharField(max_length=64)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    fields = models.JSONField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_entry_per_subject_and_number", fields=["subject", "number"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.number}"
