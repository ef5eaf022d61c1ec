"""Records of decisions."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.hiring.models.application import Application
from jobfutures.hiring.models.scorecard import Scorecard
from jobfutures.hiring.rules.applications import MOST_MESSAGE
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Area


class ReasonCode(models.TextChoices):
    SKILLS_TOPIC = "SKILLS_TOPIC", _("What we looked for in one topic was not there")
    LOCATION_OR_HOURS = "LOCATION_OR_HOURS", _("Place or hours do not fit")
    PAY_MISMATCH = "PAY_MISMATCH", _("Pay does not fit")
    SENIORITY = "SENIORITY", _("More or less experience is needed")
    POSITION_FILLED = "POSITION_FILLED", _("The position is filled")
    OTHER = "OTHER", _("Another reason, in the message")


class Outcome(models.TextChoices):
    OFFER = "OFFER", _("Offer")
    DECLINE = "DECLINE", _("Decline")
    RESCIND = "RESCIND", _("Offer taken back")


class Decision(models.Model):
    """The record of a decision: made once, never changed. topic: of SKILLS_TOPIC.

    message: as the candidate reads it.  gives_feedback: they also get what was heard, criterion by criterion.
    peeks: [{"by", "at", "why"}] of owners who read cards before all were in.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=7, choices=Outcome)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=17, choices=ReasonCode, blank=True)
    topic = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    message = models.TextField(max_length=MOST_MESSAGE)
    plan_version = models.PositiveSmallIntegerField(null=True)
    cites = models.ManyToManyField(Scorecard, related_name="cited_by")
    gives_feedback = models.BooleanField(default=False)
    peeks: Any = models.JSONField(default=list)
    at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_no_has_a_reason", condition=Q(outcome="OFFER") | ~Q(reason="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"hiring.decision:{self.pk}"
