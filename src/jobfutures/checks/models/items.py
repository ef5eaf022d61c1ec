"""Items as they are asked: families with all their variants, and code tasks; and what operators should look at."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.exercises.models import Exercise
from jobfutures.guide.models import Question as GuideQuestion
from jobfutures.topics.models import Area, Level


class Kind(models.TextChoices):
    """How an item is answered."""

    ONE_OF = "ONE_OF", _("One of several")
    SOME_OF = "SOME_OF", _("Several of several")
    NUMBER = "NUMBER", _("A number")
    OUTPUT = "OUTPUT", _("What is printed")
    ORDER = "ORDER", _("An order")
    GAP = "GAP", _("A gap in code")
    LINE = "LINE", _("A line of code")
    TASK = "TASK", _("A code task")


class Part(models.Model):
    """One part of every check: whole sections of the vocabulary, by their ids."""

    slug = models.SlugField(primary_key=True)
    title = models.CharField(max_length=100)
    sections: Any = models.JSONField()
    position = models.PositiveSmallIntegerField()

    objects = models.Manager()

    def __str__(self) -> str:
        return self.slug


class ItemQuerySet(models.QuerySet["Item"]):
    def usable(self) -> Self:
        """Keep what may be asked: still in the content, and not withdrawn by an operator."""
        return self.filter(retired=False, withdrawn_at=None)

    def in_order(self) -> Self:
        return self.order_by("area__section__position", "area__position", "slug")


class Item(models.Model):
    """One family of questions, or one code task. Its slug is unique, and is its id everywhere.

    level, second_level: what the author and a second person take it for; the second is empty where nobody has said.
    options: among how many an answer is chosen, 0 where it is not.  best_score: 1, or the requirements of a task.
    """

    slug = models.SlugField(primary_key=True, max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="items")
    exercise = models.OneToOneField(Exercise, on_delete=models.PROTECT, null=True, related_name="item")
    kind = models.CharField(max_length=8, choices=Kind)
    level = models.CharField(max_length=6, choices=Level)
    second_level = models.CharField(max_length=6, choices=Level, blank=True)
    title = models.CharField(max_length=400)
    options = models.PositiveSmallIntegerField(default=0)
    best_score = models.PositiveSmallIntegerField(default=1)
    practise = models.ManyToManyField(GuideQuestion, related_name="items")
    wording = models.ForeignKey("Wording", on_delete=models.PROTECT, null=True, related_name="+")
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    retired = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)

    objects = models.Manager.from_queryset(ItemQuerySet)()

    def __str__(self) -> str:
        return self.slug

    def ledger_subject(self) -> str:
        return f"checks.item:{self.pk}"


class Wording(models.Model):
    """All variants of a family as they stood at one time; never changed, so that old results can be read again.

    variants: by seed, see `families.storing`.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="wordings")
    digest = models.CharField(max_length=64)
    variants: Any = models.JSONField()

    objects = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_wording_per_digest", fields=["item", "digest"])]

    def __str__(self) -> str:
        return f"{self.item_id} {self.digest[:8]}"


class Reason(models.TextChoices):
    """Why an operator should look at an item."""

    FIT = "FIT", _("Its answers do not follow its curve")
    DRIFT = "DRIFT", _("It became easier or harder")
    LEAKED = "LEAKED", _("Faster and more often right: known outside")
    DIF_B = "DIF_B", _("Groups of equal ability answer it somewhat differently")
    DIF_C = "DIF_C", _("Groups of equal ability answer it very differently")


class ItemReviewQuerySet(models.QuerySet["Review"]):
    def waiting(self) -> Self:
        return self.filter(closed_at=None)

    def oldest_first(self) -> Self:
        return self.order_by("opened_at", "pk")


class Review(models.Model):
    """One item in the operators' queue. figures: what was found, as names and numbers."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reviews")
    reason = models.CharField(max_length=8, choices=Reason)
    figures: Any = models.JSONField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=400, blank=True)

    objects = models.Manager.from_queryset(ItemReviewQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="one_waiting_review_per_reason", fields=["item", "reason"], condition=Q(closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.reason}"
