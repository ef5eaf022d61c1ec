"""Checks that people took: theirs alone."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.checks.models.banks import Bank
from jobfutures.checks.models.items import Item, Wording
from jobfutures.exercises.models import Attempt as TaskAttempt
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Role


class Pace(models.TextChoices):
    """How much time the hints on a question leave; chosen before the start, shown to nobody else."""

    USUAL = "1", _("Usual")
    QUARTER = "1.25", _("A quarter more")
    HALF = "1.5", _("Half as much again")
    DOUBLE = "2", _("Twice as much")
    NONE = "0", _("No time shown at all")


class Ending(models.TextChoices):
    """Why a check ended."""

    CANDIDATE = "CANDIDATE", _("You ended it")
    LEVEL = "LEVEL", _("One level had become likely enough")
    PRECISION = "PRECISION", _("The band had become narrow enough")
    LENGTH = "LENGTH", _("It had its full length")


class CheckQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own checks; nobody else's are ever shown, to operators neither."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def open(self) -> Self:
        return self.filter(finished_at=None)

    def finished(self) -> Self:
        return self.exclude(finished_at=None)

    def with_result(self) -> Self:
        return self.filter(outcome__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-started_at", "-pk")


class Attempt(models.Model):
    """One check of one person.

    key: of the form that began it; sent twice, it is one check.  seed: of everything drawn in it.
    candidates: places in the bank that may be asked.  posterior: see `psychometrics.Posterior.stored`.
    outcome: what the result page tells, see `outcomes.Outcome`; None while it goes on, or where it ended too early.
    is_flagged: the answers do not hang together; it offers another check, and is told to nobody but the owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="checks")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="checks")
    bank = models.ForeignKey(Bank, on_delete=models.PROTECT, related_name="checks")
    key = models.UUIDField()
    pace = models.CharField(max_length=4, choices=Pace, default=Pace.USUAL)
    wants_task = models.BooleanField()
    seed = models.BigIntegerField()
    candidates: Any = models.JSONField()
    posterior = models.BinaryField()
    started_at = models.DateTimeField()
    paused_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=9, choices=Ending, blank=True)
    outcome: Any = models.JSONField(null=True)
    is_flagged = models.BooleanField(default=False)
    recheck_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="rechecks")

    objects = models.Manager.from_queryset(CheckQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_check_per_key", fields=["owner", "key"]),
            models.UniqueConstraint(
                name="one_open_check_per_role", fields=["owner", "role"], condition=Q(finished_at=None)
            ),
        ]
        indexes = [models.Index(name="check_by_owner", fields=["owner", "-started_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("checks:attempt", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.finished_at is None


class AskedQuerySet(models.QuerySet["Question"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(attempt__owner=viewer) if isinstance(viewer, User) else self.none()

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def unanswered(self) -> Self:
        return self.filter(answered_at=None)

    def in_order(self) -> Self:
        return self.order_by("number")


class Question(models.Model):
    """One question of a check, and its answer. number: from 1.  place: of the item in the bank.  variant: its seed.

    draft: fields as typed so far.  answer: as it was given, see `scoring.score_of`.  seconds: with pauses left out.
    score: None while a task is being judged.  task: the submission of a code task.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="questions")
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="questions")
    place = models.PositiveSmallIntegerField()
    variant = models.PositiveSmallIntegerField(default=0)
    is_pilot = models.BooleanField(default=False)
    task = models.ForeignKey(TaskAttempt, on_delete=models.SET_NULL, null=True, related_name="+")
    draft: Any = models.JSONField(default=dict)
    answer: Any = models.JSONField(null=True)
    score = models.PositiveSmallIntegerField(null=True)
    seconds = models.FloatField(default=0)
    shown_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(AskedQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_question_per_number", fields=["attempt", "number"]),
            models.UniqueConstraint(name="no_item_twice_in_a_check", fields=["attempt", "item"]),
            models.UniqueConstraint(
                name="one_open_question_per_check", fields=["attempt"], condition=Q(answered_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.number}"


class TakingQuerySet(models.QuerySet["Taking"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class Taking(models.Model):
    """What stays of a person's checks for one role when results are deleted: how many, when, and what was met.

    met: slug of an item -> day it was last met, so that another check asks others.
    """

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="takings")
    role = models.ForeignKey(Role, on_delete=models.PROTECT, related_name="takings")
    results = models.PositiveIntegerField(default=0)
    last_result_at = models.DateTimeField(null=True)
    met: Any = models.JSONField(default=dict)

    objects = models.Manager.from_queryset(TakingQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_taking_per_role", fields=["owner", "role"])]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.role_id}"
