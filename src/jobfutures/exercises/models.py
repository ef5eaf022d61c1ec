"""Exercises as loaded from the content folders, and what people did with them: drafts, attempts, references they
looked at."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Area, Level

FAR = timedelta(minutes=2)  # longer than an attempt is ever held or put off, with room for clocks that differ


class ExerciseQuerySet(models.QuerySet["Exercise"]):
    def for_practice(self) -> Self:
        """Leave out code tasks: they are shown in skill checks alone."""
        return self.filter(is_task=False)

    def published(self) -> Self:
        """Keep what can be practised."""
        return self.for_practice().filter(retired=False)

    def tasks(self) -> Self:
        """Keep the code tasks that can be given."""
        return self.filter(is_task=True, retired=False)

    def in_order(self) -> Self:
        return self.order_by("order", "pk")


class Exercise(models.Model):
    """One exercise. `definition` is the whole of exercise.toml; project, checks and reference are path -> text.

    checks hold the hidden ones: no page and no export reads that column.  is_task: a code task of skill checks, which
    no page of practice shows.
    """

    slug = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=400)
    summary = models.CharField(max_length=400)
    statement = models.TextField(default="")
    statement_html = models.TextField()
    level = models.CharField(max_length=6, choices=Level)
    minutes = models.PositiveSmallIntegerField()
    framework = models.CharField(max_length=20)
    order = models.IntegerField()
    definition = models.JSONField()
    project = models.JSONField()
    checks = models.JSONField()
    reference = models.JSONField()
    version = models.CharField(max_length=12)
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    retired = models.BooleanField(default=False)
    is_task = models.BooleanField(default=False)
    areas = models.ManyToManyField(Area, related_name="exercises")

    objects = models.Manager.from_queryset(ExerciseQuerySet)()

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("exercises:exercise", args=[self.pk])

    @property
    def editable(self) -> list[str]:
        return list(self.definition["editable"])

    @property
    def visible_checks(self) -> str:
        """The source of the checks that everybody may read."""
        return str(self.checks["visible.py"])


class State(models.TextChoices):
    WAITING = "WAITING", _("Waiting for a sandbox")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Judged")
    FAULT = "FAULT", _("Not judged: our fault")


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own attempts; nobody else's are ever shown."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()

    def for_practice(self) -> Self:
        """Leave out attempts at code tasks."""
        return self.filter(exercise__is_task=False)

    def unjudged(self) -> Self:
        return self.filter(state__in=[State.WAITING, State.RUNNING])

    def free_at(self, at: datetime) -> Self:
        """Keep what may be run now: waiting, or taken by a worker that has not come back in time.

        A time that is further ahead than any is set was written by a clock that had jumped, and holds nobody up.
        """
        far = at + FAR
        return (
            self.unjudged()
            .filter(Q(taken_until=None) | Q(taken_until__lt=at) | Q(taken_until__gt=far))
            .filter(Q(not_before=None) | Q(not_before__lte=at) | Q(not_before__gt=far))
        )

    def judged(self) -> Self:
        return self.filter(state=State.DONE)

    def passed(self) -> Self:
        return self.filter(passed=True)

    def before(self, attempt: "Attempt") -> Self:
        """Keep what the same person sent earlier for the same exercise."""
        return self.filter(owner=attempt.owner_id, exercise=attempt.exercise_id, submitted_at__lt=attempt.submitted_at)

    def faulty(self) -> Self:
        return self.filter(state=State.FAULT)

    def newest_first(self) -> Self:
        return self.order_by("-submitted_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")


class Attempt(models.Model):
    """One submission: the candidate's files and its one verdict. files: only what differs from the project.

    verdict, results and figures are written once, together. taken_until: until when one worker holds it.
    form_key: one form; sent twice, it is one attempt.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="attempts")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="attempts")
    files = models.JSONField()
    exercise_version = models.CharField(max_length=12)
    form_key = models.UUIDField()
    seed = models.PositiveIntegerField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    submitted_at = models.DateTimeField()
    taken_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=8, blank=True)
    passed = models.BooleanField(default=False)
    reason = models.CharField(max_length=1000, blank=True)
    results = models.JSONField(default=list)
    output = models.TextField(blank=True)
    errors = models.TextField(blank=True)
    wall_ms = models.FloatField(null=True)
    cpu_ms = models.FloatField(null=True)
    memory_kib = models.PositiveIntegerField(null=True)

    objects = models.Manager.from_queryset(AttemptQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_attempt_per_form", fields=["owner", "form_key"]),
            models.UniqueConstraint(
                name="one_unjudged_attempt_per_exercise",
                fields=["owner", "exercise"],
                condition=Q(state__in=["WAITING", "RUNNING"]),
            ),
        ]
        indexes = [
            models.Index(name="attempt_to_run", fields=["submitted_at"], condition=Q(state__in=["WAITING", "RUNNING"])),
            models.Index(name="attempt_by_owner", fields=["owner", "exercise", "-submitted_at"]),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("exercises:attempt", args=[self.exercise_id, self.pk])

    def ledger_subject(self) -> str:
        return f"exercises.attempt:{self.pk}"

    @property
    def is_unjudged(self) -> bool:
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def failed_before(self) -> bool:
        """Whether a fault of ours put it back: it waits for its next try."""
        return self.is_unjudged and bool(self.reason)

    @property
    def waited(self) -> timedelta | None:
        return self.finished_at - self.submitted_at if self.finished_at else None


class WorkQuerySet(models.QuerySet["Work"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class Work(models.Model):
    """One person's work on one exercise: the draft as last saved, and when they looked at the reference."""

    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="works")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="works")
    draft: Any = models.JSONField(default=dict)
    saved_at = models.DateTimeField(null=True)
    reference_seen_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(WorkQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_work_per_exercise", fields=["owner", "exercise"])]

    def __str__(self) -> str:
        return str(self.pk)
