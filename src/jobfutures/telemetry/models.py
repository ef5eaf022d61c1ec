"""Where queued work comes from, and how many requests took how long in which hour. Nothing here names a person."""

from datetime import datetime
from typing import Self

from django.db import models


class OriginQuerySet(models.QuerySet["Origin"]):
    def before(self, instant: datetime) -> Self:
        return self.filter(at__lt=instant)


class Origin(models.Model):
    """The request that queued a task, or an attempt. work: its id; no key, for queues are pruned by their own library.

    trace: a W3C traceparent, or empty.
    """

    work = models.UUIDField(primary_key=True, editable=False)
    request_id = models.CharField(max_length=64)
    trace = models.CharField(max_length=55, blank=True)
    at = models.DateTimeField(db_index=True)

    objects = models.Manager.from_queryset(OriginQuerySet)()

    def __str__(self) -> str:
        return f"{self.work} of {self.request_id}"


class HourQuerySet(models.QuerySet["Hour"]):
    def since(self, instant: datetime) -> Self:
        return self.filter(hour__gte=instant)

    def before(self, instant: datetime) -> Self:
        return self.filter(hour__lt=instant)

    def in_order(self) -> Self:
        return self.order_by("hour", "up_to_ms")


class Hour(models.Model):
    """How many requests of one hour took up to so long, and more than the step below; failed: answered with 5xx."""

    pk = models.CompositePrimaryKey("hour", "up_to_ms")
    hour = models.DateTimeField()
    up_to_ms = models.PositiveIntegerField()
    number = models.PositiveBigIntegerField(default=0)
    failed = models.PositiveBigIntegerField(default=0)

    objects = models.Manager.from_queryset(HourQuerySet)()

    def __str__(self) -> str:
        return f"{self.hour} {self.up_to_ms} ms: {self.number}"
