"""People. The address is the name under which a person signs in; nobody else ever sees it here."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone

from jobfutures.accounts.rules import LONGEST
from jobfutures.kit.ids import uuid7


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_operator=True, **fields)


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
