"""First answers to requests with an idempotency key, for a day. They may hold personal values: see `idempotency`."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from jobfutures.accounts.models import User

KEPT = timedelta(hours=24)


class FirstAnswerQuerySet(models.QuerySet["FirstAnswer"]):
    def visible_to(self, viewer: User) -> Self:
        return self.filter(person=viewer)

    def over_at(self, at: datetime) -> Self:
        """Keep the answers that are not given again any more."""
        return self.filter(at__lte=at - KEPT)


class FirstAnswer(models.Model):
    """What one request got. Its key is here as a hash, its body only as what that key can open."""

    caller = models.CharField(max_length=100)
    person = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=64)
    key_hash = models.CharField(max_length=64)
    asked_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    sealed_body = models.BinaryField()
    at = models.DateTimeField()

    objects = models.Manager.from_queryset(FirstAnswerQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_first_answer_per_key", fields=["caller", "place", "key_hash"])]
        indexes = [models.Index(name="first_answers_by_time", fields=["at"])]

    def __str__(self) -> str:
        return f"answer {self.pk} of {self.at}"
