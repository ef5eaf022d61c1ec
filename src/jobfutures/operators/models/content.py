"""Content that an operator had checked and loaded again, and what came of it."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User


class LoadState(models.TextChoices):
    WAITING = "WAITING", _("Waiting")
    LOADED = "LOADED", _("Loaded")
    FAULTY = "FAULTY", _("Refused for faults")
    BROKEN = "BROKEN", _("Ended without an answer")


class LoadQuerySet(models.QuerySet["Load"]):
    def waiting(self) -> Self:
        return self.filter(state=LoadState.WAITING)

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class Load(models.Model):
    """said: what the check printed, one fault a line."""

    operator = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=7, choices=LoadState, default=LoadState.WAITING)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)

    objects = models.Manager.from_queryset(LoadQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_load_waits", fields=["state"], condition=models.Q(state="WAITING")),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at} {self.state}"
