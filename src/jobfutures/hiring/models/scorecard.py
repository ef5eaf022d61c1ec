"""Scorecards: one for each person of a panel, sealed until all are in."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.hiring.models.application import Application
from jobfutures.hiring.models.interview import Interview
from jobfutures.hiring.rules.scorecards import DONE, LEVELS, MOST_EVIDENCE, NOT_OBSERVED
from jobfutures.kit.ids import uuid7
from jobfutures.ledger.stateful import Stateful
from jobfutures.plans.models import KitCriterion


class CardState(models.TextChoices):
    ASSIGNED = "ASSIGNED", _("Not begun")
    DRAFTING = "DRAFTING", _("Being written")
    SUBMITTED = "SUBMITTED", _("In")
    AMENDED = "AMENDED", _("In, with an amendment")
    WAIVED = "WAIVED", _("Waived")


class Recommend(models.TextChoices):
    YES = "YES", _("Yes")
    NO = "NO", _("No")
    UNSURE = "UNSURE", _("Not sure")


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the author's own. Those of others are read through `unsealed_for` alone."""
        return self.filter(author=viewer) if isinstance(viewer, User) else self.none()

    def unsealed_for(self, viewer: User) -> Self:
        """Keep, of interviews that the viewer may see (checked before), the cards that are not sealed for them: their
        own; and those of interviews of which every card is in or waived. `rules.scorecards.are_open` in the database.
        """
        waiting = Scorecard.objects.filter(interview=OuterRef("interview")).exclude(state__in=DONE)
        return self.filter(Q(author=viewer) | ~Exists(waiting))


class Scorecard(Stateful):
    """One person's card of one interview. asked: ids of the kit's questions that were asked.

    waived_*: by whom and why a card is not waited for any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="cards")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="scorecards")
    state = models.CharField(max_length=9, choices=CardState, default=CardState.ASSIGNED)
    asked: Any = models.JSONField(default=list)
    recommend = models.CharField(max_length=6, choices=Recommend, blank=True)
    assigned_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    waive_reason = models.CharField(max_length=500, blank=True)

    objects = models.Manager.from_queryset(ScorecardQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_card_per_author", fields=["interview", "author"]),
            models.CheckConstraint(
                name="a_card_in_recommends",
                condition=~Q(state__in=["SUBMITTED", "AMENDED"]) | Q(submitted_at__isnull=False) & ~Q(recommend=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def ledger_subject(self) -> str:
        return f"hiring.scorecard:{self.pk}"


class Rating(models.Model):
    """What was heard on one criterion. level: 1 to 4, 0 for not observed; None in a card that is being written."""

    card = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(KitCriterion, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)
    evidence = models.TextField(max_length=MOST_EVIDENCE, blank=True)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_rating_per_criterion", fields=["card", "criterion"]),
            models.CheckConstraint(
                name="rating_levels", condition=Q(level=None) | Q(level__in=[NOT_OBSERVED, *LEVELS])
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Amendment(models.Model):
    """What an author would say differently after the card was in; the card stays as it was.

    ratings: {criterion id: {"level", "evidence"}} of those that change.  recommend: empty where it stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    card = models.ForeignKey(Scorecard, on_delete=models.CASCADE, related_name="amendments")
    reason = models.CharField(max_length=500)
    ratings: Any = models.JSONField(default=dict)
    recommend = models.CharField(max_length=6, choices=Recommend, blank=True)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)


class Peek(models.Model):
    """An owner's look at cards before all were in; told to the panel, and printed in the decision."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="peeks")
    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="peeks")
    viewer = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(max_length=500)
    at = models.DateTimeField()

    objects = models.Manager()

    def __str__(self) -> str:
        return str(self.pk)
