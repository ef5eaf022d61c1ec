"""What people search for, counted without knowing who they are."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count


class SearchVisitQuerySet(models.QuerySet["SearchVisit"]):
    def since(self, day: date) -> Self:
        return self.filter(on__gte=day)

    def before(self, day: date) -> Self:
        return self.filter(on__lt=day)


class SearchVisit(models.Model):
    """One visitor searched for one term in one month. `visitor` is a keyed hash of a network, by month."""

    term = models.CharField(max_length=60)
    visitor = models.CharField(max_length=32)
    on = models.DateField()

    objects = models.Manager.from_queryset(SearchVisitQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_visit_per_visitor_and_term", fields=["term", "visitor"])]
        indexes = [models.Index(fields=["on"], name="visit_by_day")]

    def __str__(self) -> str:
        return f"visit {self.pk}"


class Choice(models.TextChoices):
    SHOWN = "SHOWN", "Always shown"
    HIDDEN = "HIDDEN", "Never shown"


class ChosenTerm(models.Model):
    """The operator's word on one term: shown whatever its use, or never shown."""

    term = models.CharField(max_length=60, unique=True)
    choice = models.CharField(max_length=6, choices=Choice)

    objects = models.Manager()

    def __str__(self) -> str:
        return f"{self.choice} {self.pk}"


def terms_with_visitors(day: date, least: int) -> models.QuerySet[SearchVisit, str]:
    """Return terms that at least `least` distinct visitors searched for since a day, most visitors first."""
    return (
        SearchVisit.objects.since(day)
        .values("term")
        .annotate(visitors=Count("visitor", distinct=True))
        .filter(visitors__gte=least)
        .order_by("-visitors", "term")
        .values_list("term", flat=True)
    )
