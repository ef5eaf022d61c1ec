"""What happened on each day, as counts: nobody can be found in them again."""

from datetime import date
from typing import Self

from django.db import models


class DayQuerySet(models.QuerySet["Day"]):
    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)

    def in_order(self) -> Self:
        return self.order_by("day")


class Day(models.Model):
    """One number of one day (UTC). name: the room and what it counted, such as `accounts.signups`."""

    pk = models.CompositePrimaryKey("day", "name")
    day = models.DateField()
    name = models.CharField(max_length=60)
    value = models.FloatField()

    objects = models.Manager.from_queryset(DayQuerySet)()

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
