"""What people say of themselves for reports on hiring, and those reports: counts of groups, and nothing else."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from jobfutures.accounts.models import User
from jobfutures.checks.models import Description
from jobfutures.companies.models import Company
from jobfutures.kit.ids import uuid7


class ImpactAnswerQuerySet(models.QuerySet["ImpactAnswer"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class ImpactAnswer(models.Model):
    """What somebody says of themselves, of their own free will, for reports on hiring alone; what was said for reports
    on checks was said for those. It stands apart: no application leads here, and no page but the owner's reads it.
    """

    owner = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    gender = models.CharField(max_length=8, choices=Description.Gender, blank=True)
    age = models.CharField(max_length=8, choices=Description.Age, blank=True)
    background = models.CharField(max_length=8, choices=Description.Background, blank=True)
    said_at = models.DateTimeField()

    objects = models.Manager.from_queryset(ImpactAnswerQuerySet)()

    def __str__(self) -> str:
        return str(self.owner_id)


class ImpactReport(models.Model):
    """The counts of one half-year, of a company or of all; made once, after it is over, and never again.

    company: None for all.  half: `2026-H1`.  tables: {stage: {kind: {group: [entered, passed]}}} of the groups that may
    be shown; what is hidden is not kept either.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="impact_reports")
    half = models.CharField(max_length=7)
    tables: Any = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_impact_report_per_half", fields=["company", "half"]),
            models.UniqueConstraint(name="one_impact_report_of_all", fields=["half"], condition=Q(company=None)),
        ]

    def __str__(self) -> str:
        return str(self.pk)
