"""Applications: what somebody sends for a job, and what happened to it."""

from typing import Any, Self
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import ACTING, RECRUITING, Company
from jobfutures.companies.rules import may_read
from jobfutures.hiring.rules.applications import LIVE, MOST_MESSAGE, MOST_NOTE, SHOWN, UNANSWERED
from jobfutures.hiring.rules.turns import Side
from jobfutures.jobs.models import Job
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.stateful import Stateful
from jobfutures.profiles.queries import blockers_of

HIRING_ROLES = RECRUITING


class State(models.TextChoices):
    DRAFT = "DRAFT", _("Not sent yet")
    SUBMITTED = "SUBMITTED", _("Sent")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Opened")
    INTERVIEWING = "INTERVIEWING", _("Interviews")
    DECIDING = "DECIDING", _("Being decided")
    OFFERED = "OFFERED", _("Offered")
    HIRED = "HIRED", _("Hired")
    REFUSED = "REFUSED", _("Offer not taken")
    DECLINED = "DECLINED", _("Declined")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    NO_ANSWER = "NO_ANSWER", _("Never answered")
    ERASED = "ERASED", _("Erased")


class Turn(models.TextChoices):
    COMPANY = Side.COMPANY, _("The company")
    CANDIDATE = Side.CANDIDATE, _("The candidate")
    NOBODY = Side.NOBODY, _("Nobody")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own. What a company sees of others' is `seen_by`."""
        return self.filter(candidate=viewer) if isinstance(viewer, User) else self.none()

    def seen_by(self, viewer: User, company: Company, role: str) -> Self:
        """Keep what a live member of a company sees, given their role: all that was sent to it for recruiters,
        owners and programs, what they interview for others; nothing of a company without good standing, nothing of
        people who hide from it, nothing that was taken back. Adds no query.
        """
        if not may_read(company.state) or not role:
            return self.none()
        rows = self.filter(company=company, state__in=SHOWN).not_hidden_from(company)
        if role in ACTING:
            return rows
        seats = {"interviews__panel__person": viewer, "interviews__panel__removed_at": None}
        return rows.filter(pk__in=Application.objects.filter(**seats).values("pk"))

    def not_hidden_from(self, company: Company) -> Self:
        """Leave out people who hide from a company: for its members they do not exist."""
        hidden = blockers_of(slug=company.slug, hosts=[company.host])
        return self.filter(candidate__isnull=False).exclude(candidate__in=hidden)

    def unanswered(self) -> Self:
        return self.filter(state__in=UNANSWERED)

    def live(self) -> Self:
        return self.filter(state__in=LIVE)

    def longest_waiting_first(self) -> Self:
        """The one order in which a company sees people."""
        return self.order_by("turn_since", "pk")

    def newest_first(self) -> Self:
        return self.order_by("-begun_at", "-pk")


class Application(Stateful):
    """One person's application to one job.

    company: of the job, written again here: whole lists of a company are read in the order of one index.
    candidate: None once the account is gone.  fields: names of the registry that they chose, of the profile only.
    snapshot: the values as they were when it was sent, by name; None before and after.  preview: SHA-256 of the payload
    that they saw.  answers: [{"question", "answer"}], as they were asked.  stage: the stage of the posting, from 1; 0
    before the first.  turn, turn_since, due_at: see `rules.turns`; kept by `commands.moving`.  promise_days: what the
    posting promised when it was sent.  reply_*: for the company's public figures.  plan_version: of the plan that they
    are interviewed by.  changed_at: also the version that a form was opened with.  retention_until: from the end on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="applications")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="applications")
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    fields: Any = models.JSONField(default=list)
    snapshot: Any = models.JSONField(null=True)
    preview = models.CharField(max_length=64, blank=True)
    answers: Any = models.JSONField(default=list)
    note = models.TextField(max_length=MOST_NOTE, blank=True)
    stage = models.PositiveSmallIntegerField(default=0)
    turn = models.CharField(max_length=9, choices=Turn, default=Turn.CANDIDATE)
    turn_since = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    promise_days = models.PositiveSmallIntegerField(default=7)
    reminded_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    first_view_at = models.DateTimeField(null=True)
    first_reply_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    plan_version = models.PositiveSmallIntegerField(null=True)
    retention_until = models.DateTimeField(null=True)
    key = models.UUIDField(null=True)

    objects = models.Manager.from_queryset(ApplicationQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_live_application_per_job",
                fields=["job", "candidate"],
                condition=Q(state__in=["DRAFT", *LIVE]),
            ),
            models.CheckConstraint(
                name="sent_with_a_snapshot",
                condition=~Q(state__in=LIVE) | Q(snapshot__isnull=False, submitted_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="application_queue", fields=["company", "turn", "turn_since", "id"]),
            models.Index(name="application_of_job", fields=["job", "turn", "turn_since", "id"]),
            models.Index(name="application_by_candidate", fields=["candidate", "-begun_at"]),
            models.Index(name="application_overdue", fields=["due_at"], condition=Q(due_at__isnull=False)),
            models.Index(
                name="application_kept", fields=["retention_until"], condition=Q(retention_until__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("hiring:application", args=[self.pk])

    def company_address(self) -> str:
        return reverse("hiring:company_application", args=[self.job.company.slug, self.pk])

    def ledger_subject(self) -> str:
        return f"hiring.application:{self.pk}"


class HappeningQuerySet(models.QuerySet["Happening"]):
    def of(self, application: UUID) -> Self:
        """Keep those of one application, which was loaded through what the viewer may see; both sides see them all."""
        return self.filter(application=application)

    def in_order(self) -> Self:
        return self.order_by("at", "pk")


class Happening(models.Model):
    """One line of the timeline that both sides see. event: of one of the tables, or `write`.

    side: who caused it.  text: what they said with it; Markdown is not read in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="happenings")
    interview = models.ForeignKey("Interview", null=True, on_delete=models.CASCADE, related_name="happenings")
    event = models.CharField(max_length=20)
    side = models.CharField(max_length=9, choices=[*Turn.choices])
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(max_length=MOST_MESSAGE, blank=True)
    at = models.DateTimeField()

    objects = models.Manager.from_queryset(HappeningQuerySet)()

    class Meta:
        indexes = [models.Index(name="happening_by_application", fields=["application", "at", "id"])]

    def __str__(self) -> str:
        return str(self.pk)
