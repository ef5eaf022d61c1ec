"""Versions of a role's items with their numbers, and how often each was asked: nobody's name in them."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobfutures.topics.models import Role


class Source(models.TextChoices):
    TAGS = "TAGS", _("What authors say")
    ANSWERS = "ANSWERS", _("What people answered")


class BankQuerySet(models.QuerySet["Bank"]):
    def released(self) -> Self:
        """Keep those that were ever in use, the one of today first."""
        return self.exclude(released_at=None).order_by("-released_at", "-pk")

    def newest_first(self) -> Self:
        return self.order_by("-pk")


class Bank(models.Model):
    """One version of a role's items with their numbers; never changed once it is made.

    parts: [{id, title, areas, share}], shares summing to 1.  items: see `banks.Entry`.
    accuracy: what its simulation found; None until it ran.
    """

    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="banks")
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=8, choices=Source)
    parts: Any = models.JSONField()
    items: Any = models.JSONField()
    accuracy: Any = models.JSONField(null=True)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(BankQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_bank_per_role_number", fields=["role", "number"])]

    def __str__(self) -> str:
        return f"{self.role_id} {self.number}"

    @property
    def is_provisional(self) -> bool:
        return self.source == Source.TAGS

    def ledger_subject(self) -> str:
        return f"checks.bank:{self.role_id}:{self.number}"


class Figures(models.Model):
    """What operators see of the checks that people took, as it was on the last night: one row; see `figures.Told`."""

    taken_at = models.DateTimeField()
    told: Any = models.JSONField()

    objects = models.Manager()

    def __str__(self) -> str:
        return self.taken_at.isoformat()


class Exposure(models.Model):
    """How often each item of a role was eligible and given, older checks counting less; nobody's name in it.

    counts: slug -> [eligible, given].
    """

    role = models.OneToOneField(Role, on_delete=models.CASCADE, primary_key=True, related_name="exposure")
    counts: Any = models.JSONField(default=dict)
    decayed_on = models.DateField()

    objects = models.Manager()

    def __str__(self) -> str:
        return self.role_id
