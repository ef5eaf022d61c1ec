"""Grants, requests and receipts. A grant names fields and readers; it holds no value, unless it is frozen."""

from datetime import datetime
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.companies.models import Company
from jobfutures.companies.rules import may_read
from jobfutures.kit.ids import uuid7
from jobfutures.sharing import rules

GONE = "gone"  # stands for the address of a reader who was erased


class Purpose(models.TextChoices):
    APPLICATION = "APPLICATION", _("To judge an application")
    SCHEDULE = "SCHEDULE", _("To arrange an interview")
    OFFER = "OFFER", _("To make an offer")
    CREDENTIAL = "CREDENTIAL", _("To verify a credential")


class Mode(models.TextChoices):
    LIVE = "LIVE", _("As it is whenever they look")
    FROZEN = "FROZEN", _("As it is today, whatever changes later")


class RequestQuerySet(models.QuerySet["Request"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those that ask the viewer for something."""
        return self.filter(candidate=viewer) if isinstance(viewer, User) else self.none()

    def of_company(self, company: Company) -> Self:
        return self.filter(company=company)

    def waiting(self, at: datetime) -> Self:
        return self.filter(answered_at=None, at__gt=at - rules.REQUEST_KEPT)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Request(models.Model):
    """What a company asks somebody to share. email: as it was typed.

    candidate: None where nobody has that address or the company is blocked; the company cannot tell.
    fields: kinds, `check.level`, never which of them somebody has.  answered_at: given or dismissed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="requests")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(max_length=254)
    candidate = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="share_requests")
    fields: Any = models.JSONField()
    purpose = models.CharField(max_length=11, choices=Purpose)
    message = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    objects = models.Manager.from_queryset(RequestQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_request_per_key", fields=["company", "key"])]
        indexes = [models.Index(name="request_by_candidate", fields=["candidate", "-at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"sharing.request:{self.pk}"


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep what the viewer has shared. What others shared with them is read through `disclosure` alone."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def to_company(self, company: Company) -> Self:
        return self.filter(company=company)

    def to_person(self, person: User) -> Self:
        """Keep those given to an address that the person has confirmed."""
        return self.filter(reader_email__in=confirmed_addresses(person))

    def newest_first(self) -> Self:
        return self.order_by("-given_at", "-pk")


class Grant(models.Model):
    """Who may see which fields of whom, for what, until when. Widening is always a new one.

    fields: explicit names of the registry.  roles: of members who may look; empty for a single person.
    frozen: the values as they were, by name; None for LIVE.  preview: SHA-256 of the payload that the owner saw.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="grants")
    reader_email = models.EmailField(max_length=254, blank=True)
    request = models.OneToOneField(Request, null=True, on_delete=models.SET_NULL, related_name="grant")
    fields: Any = models.JSONField()
    purpose = models.CharField(max_length=11, choices=Purpose)
    roles: Any = models.JSONField(default=list)
    mode = models.CharField(max_length=6, choices=Mode)
    frozen: Any = models.JSONField(null=True)
    given_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    max_reads = models.PositiveIntegerField(null=True)
    reads = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)
    preview = models.CharField(max_length=64)
    notice = models.CharField(max_length=8)
    key = models.UUIDField()

    objects = models.Manager.from_queryset(GrantQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_grant_per_key", fields=["owner", "key"]),
            models.CheckConstraint(
                name="a_grant_has_one_reader",
                condition=Q(company=None, reader_email__gt="") | Q(company__isnull=False, reader_email=""),
            ),
        ]
        indexes = [
            models.Index(name="grant_by_owner", fields=["owner", "-given_at"]),
            models.Index(name="grant_by_company", fields=["company", "-given_at"]),
            models.Index(name="grant_by_reader", fields=["reader_email"], condition=Q(reader_email__gt="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("sharing:grant", args=[self.pk])

    def ledger_subject(self) -> str:
        return f"sharing.grant:{self.pk}"

    @property
    def reader(self) -> str:
        """Return who it is given to, in words for its owner."""
        if self.reader_email == GONE:
            return _now("Somebody whose account is gone")
        return self.company.name if self.company else self.reader_email

    def standing(self) -> rules.Standing:
        company = self.company
        return rules.Standing(
            expires_at=self.expires_at,
            confirmed_at=self.confirmed_at,
            revoked_at=self.revoked_at,
            reads=self.reads,
            max_reads=self.max_reads,
            company_reads=company is None or may_read(company.state),
            cut_at=company.cut_at if company else None,
        )

    def state(self, at: datetime) -> rules.State:
        return rules.state_at(self.standing(), at)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of what the viewer has shared."""
        return self.filter(grant__owner=viewer) if isinstance(viewer, User) else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Receipt(models.Model):
    """One look at what was shared: who, in which role, which fields, when. Never a value."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="receipts")
    viewer = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=11, blank=True)
    fields: Any = models.JSONField()
    at = models.DateTimeField()
    request_id = models.CharField(max_length=64, blank=True)

    objects = models.Manager.from_queryset(ReceiptQuerySet)()

    class Meta:
        indexes = [models.Index(name="receipt_by_grant", fields=["grant", "-at"])]

    def __str__(self) -> str:
        return str(self.pk)
