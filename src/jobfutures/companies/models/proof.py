"""Proof that a domain is a company's, what operators decided of it, and its logo."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models.company import Company
from jobfutures.kit.ids import uuid7


class Method(models.TextChoices):
    DNS = "DNS", _("A TXT record in the DNS")
    FILE = "FILE", _("A file on its web server")


class DomainState(models.TextChoices):
    PENDING = "PENDING", _("Not proved yet")
    PROVED = "PROVED", _("Proved")
    GRACE = "GRACE", _("Missing for the moment")
    LOST = "LOST", _("Lost")


class CompanyDomainQuerySet(models.QuerySet["CompanyDomain"]):
    def standing(self) -> Self:
        """Keep those that hold their host: nobody else is verified through it meanwhile."""
        return self.filter(state__in=[DomainState.PROVED, DomainState.GRACE])

    def oldest_look_first(self) -> Self:
        return self.order_by("last_checked_at", "pk")


class CompanyDomain(models.Model):
    """A domain that a company claims, and what was last read of its proof. One row a company.

    host: an A-label.  registrable: its part below the public suffix.  proved_at: when the token was last found.
    fail_count: looks in a row that did not find it, which count only 72 hours apart.  failed_at: the last that counted.
    evidence: the last reading.  proof: the last one that found the token.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.OneToOneField(Company, on_delete=models.CASCADE, related_name="domain")
    host = models.CharField(max_length=253)
    registrable = models.CharField(max_length=253)
    method = models.CharField(max_length=4, choices=Method)
    token = models.CharField(max_length=64)
    token_expires_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=DomainState, default=DomainState.PENDING)
    proved_at = models.DateTimeField(null=True)
    last_checked_at = models.DateTimeField(null=True)
    fail_count = models.PositiveSmallIntegerField(default=0)
    failed_at = models.DateTimeField(null=True)
    evidence: Any = models.JSONField(default=dict)
    proof: Any = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(CompanyDomainQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_proof_per_host", fields=["host"], condition=Q(state__in=["PROVED", "GRACE"])
            )
        ]
        indexes = [models.Index(name="domain_by_look", fields=["state", "last_checked_at"])]

    def __str__(self) -> str:
        return str(self.pk)


class Review(models.Model):
    """What an operator decided of a company, and why. verdict: the event.  The note of a refusal is shown to owners."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="reviews")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    verdict = models.CharField(max_length=10)
    note = models.CharField(max_length=1000)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)


class Logo(models.Model):
    """A logo as we made it anew from what was brought: WebP, no larger than it is shown, nothing else in it."""

    company = models.OneToOneField(Company, on_delete=models.CASCADE, primary_key=True, related_name="logo")
    image = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=16)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
