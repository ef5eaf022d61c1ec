"""Companies: what they say of themselves, and in what standing they are."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.rules import READING
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.stateful import Stateful


class State(models.TextChoices):
    DRAFT = "DRAFT", _("Not verified yet")
    PENDING_PROOF = "PENDING_PROOF", _("Waiting for its proof")
    IN_REVIEW = "IN_REVIEW", _("With the operator")
    CONTESTED = "CONTESTED", _("Its domain is another company's here")
    REJECTED = "REJECTED", _("Not taken in")
    VERIFIED = "VERIFIED", _("Verified")
    GRACE = "GRACE", _("Verified; its proof is missing for the moment")
    LAPSED = "LAPSED", _("Its proof has lapsed")
    SUSPENDED = "SUSPENDED", _("Suspended")
    ARCHIVED = "ARCHIVED", _("Archived")


class Size(models.TextChoices):
    UP_TO_10 = "UP_TO_10", _("1 to 10 people")
    UP_TO_50 = "UP_TO_50", _("11 to 50 people")
    UP_TO_200 = "UP_TO_200", _("51 to 200 people")
    UP_TO_1000 = "UP_TO_1000", _("201 to 1,000 people")
    MORE = "MORE", _("More than 1,000 people")


class CompanyQuerySet(models.QuerySet["Company"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those that the viewer is a member of, and all for an operator."""
        if not isinstance(viewer, User):
            return self.none()
        return self if viewer.is_operator else self.of_member(viewer)

    def of_member(self, person: User) -> Self:
        return self.filter(members__person=person, members__removed_at=None, members__person__is_active=True)

    def reading(self) -> Self:
        """Keep those that may read what is shared with them now. These, and no others, have a public page."""
        return self.filter(state__in=READING)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Company(Stateful):
    """One company. host: its own domain, as an A-label; empty until it claims one.  about: Markdown.
    ai_statement: what it says of its use of AI in hiring.  response_promise_days: within how many days it answers, 1 to
    14; a posting may promise less.

    cut_at: when it last lost its good standing; what was shared before waits for its owner's word again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=200)
    host = models.CharField(max_length=253)
    state = models.CharField(max_length=13, choices=State, default=State.DRAFT)
    legal_name = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, blank=True)
    size = models.CharField(max_length=10, choices=Size, blank=True)
    about = models.TextField(max_length=5000, blank=True)
    ai_statement = models.TextField(max_length=2000, blank=True)
    response_promise_days = models.PositiveSmallIntegerField(default=7)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    cut_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()

    objects = models.Manager.from_queryset(CompanyQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_verified_company_per_host", fields=["host"], condition=Q(state__in=["VERIFIED", "GRACE"])
            )
        ]

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("companies:members", args=[self.slug])

    def public_address(self) -> str:
        return reverse("companies:company", args=[self.slug])

    def ledger_subject(self) -> str:
        return f"companies.company:{self.pk}"
