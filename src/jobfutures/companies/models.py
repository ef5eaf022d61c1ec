"""Companies, their members, and who was invited to become one."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.companies.rules import READING
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.stateful import Stateful


class State(models.TextChoices):
    DRAFT = "DRAFT", _("Not verified yet")
    VERIFIED = "VERIFIED", _("Verified")
    GRACE = "GRACE", _("Verified; its proof is missing for the moment")
    LAPSED = "LAPSED", _("Its proof has lapsed")
    SUSPENDED = "SUSPENDED", _("Suspended")
    ARCHIVED = "ARCHIVED", _("Archived")


class MemberRole(models.TextChoices):
    OWNER = "OWNER", _("Owner")
    RECRUITER = "RECRUITER", _("Recruiter")
    INTERVIEWER = "INTERVIEWER", _("Interviewer")


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
        members = Membership.objects.live().filter(person=viewer)
        return self if viewer.is_operator else self.filter(pk__in=members.values("company"))

    def of_member(self, person: User) -> Self:
        return self.filter(pk__in=Membership.objects.live().filter(person=person).values("company"))

    def reading(self) -> Self:
        """Keep those that may read what is shared with them now."""
        return self.filter(state__in=READING)

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


class Company(Stateful):
    """One company. host: its own domain, as it was verified.  about: Markdown.  ai_statement: what it says of its use
    of AI in hiring.  response_promise_days: within how many days it answers, 1 to 14; a posting may promise less.

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

    def ledger_subject(self) -> str:
        return f"companies.company:{self.pk}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(removed_at=None, person__is_active=True)


class Membership(models.Model):
    """One person acting for one company. removed_at: it ends there, at the next request."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=11, choices=MemberRole)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_membership", fields=["company", "person"], condition=Q(removed_at=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the open ones to an address that the viewer has confirmed."""
        if not isinstance(viewer, User):
            return self.none()
        return self.open().filter(email__in=confirmed_addresses(viewer))

    def open(self) -> Self:
        return self.filter(answered_at=None)


class Invitation(models.Model):
    """An address whose owner may join. Whether anybody has an account under it is not asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=11, choices=MemberRole)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(InvitationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_open_invitation", fields=["company", "email"], condition=Q(answered_at=None)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
