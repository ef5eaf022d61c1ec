"""Programs that act for a company: which company, under which name, since when."""

from typing import Self

from allauth.idp.oidc.models import Client
from django.contrib.auth.models import AnonymousUser
from django.db import models

from jobfutures.accounts.models import User
from jobfutures.companies.models import Company, MemberRole, Membership
from jobfutures.kit.ids import uuid7


class ApiClientQuerySet(models.QuerySet["ApiClient"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep those of the companies that the viewer owns."""
        if not isinstance(viewer, User):
            return self.none()
        owned = Membership.objects.live().filter(person=viewer, role=MemberRole.OWNER)
        return self.filter(company__in=owned.values("company"))

    def live(self) -> Self:
        return self.filter(revoked_at=None, actor__is_active=True)

    def newest_first(self) -> Self:
        return self.order_by("-made_at", "-pk")


class ApiClient(models.Model):
    """One program of a company.

    oidc: its secret, as a hash, its scopes and its tokens; None once it is revoked.  actor: the account in whose name
    it acts, a member of exactly this company in the role of a client, with which nobody can sign in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    oidc = models.OneToOneField(Client, null=True, on_delete=models.SET_NULL, related_name="+")
    actor = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(ApiClientQuerySet)()

    class Meta:
        indexes = [models.Index(name="api_client_of_company", fields=["company", "-made_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"clients.client:{self.pk}"
