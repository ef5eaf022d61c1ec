"""Predictions as loaded from the content folders, and what people said before they ran them."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.guide.models import Guide, Question
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Area, Level


class Asks(models.TextChoices):
    OUTPUT = "OUTPUT", _("What it prints")
    EXCEPTION = "EXCEPTION", _("Which exception ends it")
    QUERIES = "QUERIES", _("How many queries it sends")
    LINE = "LINE", _("Which line raises")


class PredictionQuerySet(models.QuerySet["Prediction"]):
    def published(self) -> Self:
        return self.filter(retired=False)

    def in_order(self) -> Self:
        """Sort by area in reading order, then from junior to senior, then by title."""
        level = models.Case(*(models.When(level=one, then=place) for place, one in enumerate(Level.values)))
        return self.order_by("area__section__position", "area__position", level, "title", "pk")


class Prediction(models.Model):
    """One program and the question about it. Its slug is unique, and is its id everywhere.

    truth: the right answer, from a run.  wrong: answers that people give, each {answer, why}.
    ran, fixed_ran: what the program and its repaired form did: {output, exception, line, queries, traceback}.
    fix: what to change; empty where nothing is asked.  fixed: the program after the repair.
    """

    slug = models.SlugField(primary_key=True, max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="predictions")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="predictions")
    related = models.ManyToManyField(Question, related_name="predictions")
    level = models.CharField(max_length=6, choices=Level)
    asks = models.CharField(max_length=9, choices=Asks)
    title = models.CharField(max_length=80)
    question = models.CharField(max_length=160)
    program = models.TextField()
    lines_html: Any = models.JSONField()
    why_html = models.TextField()
    wrong: Any = models.JSONField()
    truth = models.TextField()
    ran: Any = models.JSONField()
    fix = models.CharField(max_length=200, blank=True)
    fixed = models.TextField(blank=True)
    fixed_html = models.TextField(blank=True)
    fixed_ran: Any = models.JSONField(default=dict)
    versions: Any = models.JSONField()
    ran_on = models.DateField()
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    retired = models.BooleanField(default=False)

    objects = models.Manager.from_queryset(PredictionQuerySet)()

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("predictions:prediction", args=[self.pk])


class AnswerQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own attempts; nobody else's are ever shown."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def newest_first(self) -> Self:
        return self.order_by("-answered_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("answered_at", "pk")


class Attempt(models.Model):
    """One decision: what somebody said, and whether the record agreed at that time.

    key: of the form, or of the browser that kept it; sent twice, it is one attempt.  fixed: the repair was reached.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField()
    prediction = models.ForeignKey(Prediction, on_delete=models.PROTECT, related_name="attempts")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="predictions")
    answer = models.TextField()
    right = models.BooleanField()
    fixed = models.BooleanField(default=False)
    answered_at = models.DateTimeField()

    objects = models.Manager.from_queryset(AnswerQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_prediction_attempt_per_key", fields=["owner", "key"])]
        indexes = [models.Index(name="prediction_attempt_by_owner", fields=["owner", "prediction", "-answered_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("predictions:attempt", args=[self.prediction_id, self.pk])

    def ledger_subject(self) -> str:
        return f"predictions.attempt:{self.pk}"
