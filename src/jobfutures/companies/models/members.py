"""Who acts for a company, and who was invited to."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.accounts.queries import confirmed_addresses
from jobfutures.companies.models.company import Company
from jobfutures.kit.ids import uuid7


class MemberRole(models.TextChoices):
    OWNER = "OWNER", _("Owner")
    RECRUITER = "RECRUITER", _("Recruiter")
    INTERVIEWER = "INTERVIEWER", _("Interviewer")
    CLIENT = "CLIENT", _("Program")


PEOPLE = (MemberRole.OWNER, MemberRole.RECRUITER, MemberRole.INTERVIEWER)  # whom one can invite, and share with
PEOPLE_CHOICES = [(one, one.label) for one in PEOPLE]
RECRUITING = (MemberRole.OWNER, MemberRole.RECRUITER)
ACTING = (*RECRUITING, MemberRole.CLIENT)  # who does whatever needs no human judgement of a person


class MembershipQuerySet(models.QuerySet["Membership"]):
    def live(self) -> Self:
        return self.filter(removed_at=None, person__is_active=True)

    def people(self) -> Self:
        """Leave out programs of the company."""
        return self.filter(role__in=PEOPLE)

    def recruiting(self) -> Self:
        return self.filter(role__in=RECRUITING)


class Membership(models.Model):
    """One person, or program, acting for one company. removed_at: it ends there, at the next request."""

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
