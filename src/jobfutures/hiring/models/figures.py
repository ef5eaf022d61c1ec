"""How a company answers, as its public page shows it."""

from typing import Any

from django.db import models

from jobfutures.companies.models import Company


class ResponseFigures(models.Model):
    """Counted each night over the last 180 days. It names nobody.

    number: applications that have an answer, or should have one.  answered: those that have one.
    median_days: to the first answer, None where there is none.
    months: [{"month": "2026-11", "number", "median_days"}], see `rules.figures.Month`.
    """

    company = models.OneToOneField(Company, primary_key=True, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    answered = models.PositiveIntegerField()
    median_days = models.FloatField(null=True)
    months: Any = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
