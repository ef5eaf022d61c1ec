"""Interviews: proposed, scheduled, held; who sits on the panel."""

from typing import Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.companies.models import ACTING, Company
from jobfutures.hiring.models.application import Application
from jobfutures.hiring.rules.turns import Held
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.stateful import Stateful
from jobfutures.plans.models import Kit


class InterviewState(models.TextChoices):
    PROPOSED = "PROPOSED", _("Proposed")
    SCHEDULED = "SCHEDULED", _("Scheduled")
    COMPLETED = "COMPLETED", _("Held")
    CANCELLED = "CANCELLED", _("Cancelled")
    NO_SHOW_CANDIDATE = "NO_SHOW_CANDIDATE", _("The candidate was not there")
    NO_SHOW_COMPANY = "NO_SHOW_COMPANY", _("Nobody of the company was there")


class Setting(models.TextChoices):
    """Where one meets."""

    VIDEO = "VIDEO", _("By video")
    PHONE = "PHONE", _("By phone")
    ONSITE = "ONSITE", _("On site")


class InterviewQuerySet(models.QuerySet["Interview"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the candidate's own. What a company sees is `seen_by`."""
        return self.filter(application__candidate=viewer) if isinstance(viewer, User) else self.none()

    def seen_by(self, viewer: User, company: Company, role: str) -> Self:
        """Keep those of applications that a member sees; those without a hiring role see where they sit alone.

        Each is looked for by itself: a database that reads the whole list first reads all that the company ever got.
        """
        application = Application.objects.seen_by(viewer, company, role).filter(pk=OuterRef("application"))
        rows = self.filter(Exists(application), application__company=company)
        if role in ACTING:
            return rows
        return rows.filter(panel__person=viewer, panel__removed_at=None)


class Interview(Stateful):
    """One interview of one application by one kit of a frozen plan.

    starts_at: the time that was chosen last; it counts from SCHEDULED on, and is off while others are proposed.
    is_asked: the candidate has times to choose from; False once they said that none fits.  zone: the time zone in which
    the company wrote its times.  place: a link, a number or an address, as text.  sequence: of its calendar file; it
    grows with every change, and forms carry it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interviews")
    kit = models.ForeignKey(Kit, on_delete=models.PROTECT, related_name="interviews")
    state = models.CharField(max_length=17, choices=InterviewState, default=InterviewState.PROPOSED)
    setting = models.CharField(max_length=6, choices=Setting)
    place = models.CharField(max_length=500, blank=True)
    zone = models.CharField(max_length=64)
    minutes = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(null=True)
    is_asked = models.BooleanField(default=True)
    sequence = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    key = models.UUIDField()

    objects = models.Manager.from_queryset(InterviewQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_interview_per_key", fields=["application", "key"]),
            models.UniqueConstraint(
                name="one_live_interview_per_kit",
                fields=["application", "kit"],
                condition=Q(state__in=["PROPOSED", "SCHEDULED"]),
            ),
            models.CheckConstraint(
                name="scheduled_at_a_time", condition=~Q(state="SCHEDULED") | Q(starts_at__isnull=False)
            ),
        ]
        indexes = [models.Index(name="interview_by_time", fields=["state", "starts_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"hiring.interview:{self.pk}"

    def held(self) -> Held:
        return Held(self.state, self.state_at, self.starts_at, self.minutes, self.is_asked)


class Slot(models.Model):
    """One time that a company proposes."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_slot_per_time", fields=["interview", "starts_at"])]

    def __str__(self) -> str:
        return str(self.pk)


class Panelist(models.Model):
    """Somebody of the company who interviews. removed_at: from then on they see nothing of it."""

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="seats")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_seat_per_person", fields=["interview", "person"], condition=Q(removed_at=None)
            )
        ]
        indexes = [models.Index(name="seat_by_person", fields=["person"], condition=Q(removed_at=None))]

    def __str__(self) -> str:
        return str(self.pk)
