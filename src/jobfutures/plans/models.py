"""Interview plans of postings: kits with questions, what to listen for, and criteria with four anchors."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from jobfutures.accounts.models import User
from jobfutures.companies.models import Membership
from jobfutures.jobs.models import Job
from jobfutures.kit.ids import uuid7
from jobfutures.topics.models import Area


class InterviewPlanQuerySet(models.QuerySet["InterviewPlan"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the plans of companies that the viewer acts for; candidates learn of a kit by their interview alone."""
        if not isinstance(viewer, User):
            return self.none()
        members = Membership.objects.live().filter(person=viewer)
        return self.filter(job__company__in=members.values("company"))

    def newest_first(self) -> Self:
        return self.order_by("-version")


class InterviewPlan(models.Model):
    """One version of how a job interviews. frozen_at: since then nothing in it changes; a change makes version n + 1.

    changed_at: also the version that a form was opened with.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="interview_plans")
    version = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = models.Manager.from_queryset(InterviewPlanQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_plan_per_version", fields=["job", "version"]),
            models.UniqueConstraint(name="one_open_plan_per_job", fields=["job"], condition=Q(frozen_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"plans.plan:{self.pk}"


class Kit(models.Model):
    """One interview of a plan. position: the stage of the posting that it is for, from 1.

    brief: Markdown, what a candidate reads before.  guide: Markdown, for interviewers alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(InterviewPlan, on_delete=models.CASCADE, related_name="kits")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField()
    topics = models.ManyToManyField(Area, related_name="kits")
    brief = models.TextField(max_length=4000, blank=True)
    guide = models.TextField(max_length=8000, blank=True)

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_kit_per_position", fields=["plan", "position"])]

    def __str__(self) -> str:
        return str(self.pk)


class KitCriterion(models.Model):
    """One ability that is judged. anchors: four texts, what is heard at the levels 1 to 4."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=80)
    name = models.CharField(max_length=90)
    topic = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    anchors: Any = models.JSONField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_criterion_per_key", fields=["kit", "key"])]

    def __str__(self) -> str:
        return str(self.pk)


class KitQuestion(models.Model):
    """One question. probes: what to ask next, a list of texts.  source: the question of the guide it was taken from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kit = models.ForeignKey(Kit, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=1000)
    probes: Any = models.JSONField(default=list)
    source = models.SlugField(max_length=80, blank=True)
    criteria = models.ManyToManyField(KitCriterion, related_name="questions")

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_kit_question_per_position", fields=["kit", "position"])]

    def __str__(self) -> str:
        return str(self.pk)
