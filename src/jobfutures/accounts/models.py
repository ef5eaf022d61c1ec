"""People. The address is the name under which a person signs in; nobody else ever sees it here."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from jobfutures.accounts.rules import LONGEST, LONGEST_TOKEN, PROGRAMS_HOST
from jobfutures.kit.ids import uuid7


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_operator=True, **fields)

    def people(self) -> "models.QuerySet[User]":
        """Return all accounts but those that programs act under."""
        return self.exclude(email__endswith=f"@{PROGRAMS_HOST}")


class User(AbstractBaseUser, PermissionsMixin):
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    is_operator = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return str(self.pk)  # never the address: this lands in logs


class HitQuerySet(models.QuerySet["Hit"]):
    def out_of_view(self, at: datetime) -> Self:
        """Keep the rows that no limit looks back on any more."""
        return self.filter(started_at__lt=at - 2 * LONGEST)


class Hit(models.Model):
    """How often one visitor or account tried one kind of act in one window. `key` is a keyed hash: it names nobody."""

    pk = models.CompositePrimaryKey("key", "started_at")
    key = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    objects = models.Manager.from_queryset(HitQuerySet)()

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.started_at} {self.count}"


class Erasure(models.Model):
    """An account that was erased: its number and when, so that a restored backup does not bring it back."""

    account = models.UUIDField(primary_key=True)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.account)


class SetupLinkQuerySet(models.QuerySet["SetupLink"]):
    def open_at(self, at: datetime) -> Self:
        return self.filter(made_at__gt=at - SetupLink.KEPT)


class SetupLink(models.Model):
    """The one-time link with which the first operator comes in. Only the hash of its token is here."""

    KEPT = timedelta(days=1)

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    objects = models.Manager.from_queryset(SetupLinkQuerySet)()

    def __str__(self) -> str:
        return f"set-up link of {self.made_at}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def visible_to(self, viewer: User) -> Self:
        return self.filter(owner=viewer)

    def open_at(self, at: datetime) -> Self:
        """Keep the tokens that let somebody in."""
        return self.filter(revoked_at=None, expires_at__gt=at, owner__is_active=True)


class AccessToken(models.Model):
    """What a program of a person's shows instead of a password. Only the hash is here; `start` is how to know it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="access_tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=12)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(AccessTokenQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_token_ends_within_a_year",
                condition=models.Q(expires_at__lte=models.F("made_at") + LONGEST_TOKEN),
            )
        ]

    def __str__(self) -> str:
        return f"token {self.pk}"
