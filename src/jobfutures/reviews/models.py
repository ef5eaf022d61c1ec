"""Reviews as loaded from the content folders, and what people did with them: drafts and finished attempts."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from jobfutures.accounts.models import User
from jobfutures.kit.ids import uuid7
from jobfutures.reviews.comments import Lengths
from jobfutures.topics.models import Area, Level


class Verdict(models.TextChoices):
    APPROVE = "APPROVE", _("Approve")
    CHANGES = "CHANGES", _("Request changes")


class Category(models.TextChoices):
    CORRECTNESS = "correctness", _("Correctness")
    RACES = "races", _("Races and transactions")
    SECURITY = "security", _("Security and personal data")
    PERFORMANCE = "performance", _("Performance")
    MIGRATION = "migration", _("Migration")
    ERRORS = "errors", _("Errors and retries")
    TESTS = "tests", _("Tests")
    CONTRACT = "contract", _("Contract with callers")
    READABILITY = "readability", _("Readability")


class Severity(models.TextChoices):
    BLOCKER = "blocker", _("Blocker")
    SUGGESTION = "suggestion", _("Suggestion")
    NIT = "nit", _("Nit")


class ReviewQuerySet(models.QuerySet["Review"]):
    def published(self) -> Self:
        return self.filter(retired=False)

    def in_order(self) -> Self:
        """Juniors' reviews first, short ones before long ones."""
        levels = [models.When(level=level, then=place) for place, level in enumerate(Level)]
        return self.order_by(models.Case(*levels), "minutes", "title")

    def light(self) -> Self:
        """Leave out what only a review's own pages show."""
        return self.defer("description_html", "key_html", "findings", "fine", "files")


class Review(models.Model):
    """One change to be reviewed, as it is shown. files: see `render.shown_files`.

    findings, fine: as in review.toml, with their HTML.  verdict: what the key says.  area_ids: the most important
    first.  version: changes with anything that a result depends on.
    """

    slug = models.SlugField(primary_key=True, max_length=80)
    title = models.CharField(max_length=80)
    level = models.CharField(max_length=6, choices=Level)
    minutes = models.PositiveSmallIntegerField()
    verdict = models.CharField(max_length=7, choices=Verdict)
    description_html = models.TextField()
    key_html = models.TextField()
    findings = models.JSONField()
    fine = models.JSONField()
    files = models.JSONField()
    version = models.CharField(max_length=12)
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    retired = models.BooleanField(default=False)
    area_ids = models.JSONField()
    areas = models.ManyToManyField(Area, related_name="reviews")

    objects = models.Manager.from_queryset(ReviewQuerySet)()

    def __str__(self) -> str:
        return self.slug

    def get_absolute_url(self) -> str:
        return reverse("reviews:review", args=[self.pk])

    @property
    def lengths(self) -> Lengths:
        """How many lines each file has, before and after the change."""
        return {file["path"]: file["lines"] for file in self.files}


class OwnedQuerySet[Row: models.Model](models.QuerySet[Row]):
    def visible_to(self, viewer: User | AnonymousUser) -> Self:
        """Keep the viewer's own rows; nobody else's are ever shown."""
        return self.filter(owner=viewer) if isinstance(viewer, User) else self.none()


class ReviewAttemptQuerySet(OwnedQuerySet["Attempt"]):
    def mostly_found(self) -> Self:
        """Keep those that found at least half of what was planted, and of decoys those with the right verdict."""
        half = models.Q(findings__gt=0, findings__lte=2 * models.F("found"))
        return self.filter(half | models.Q(findings=0, result__is_verdict_right=True))

    def newest_first(self) -> Self:
        return self.order_by("-submitted_at", "-pk")

    def oldest_first(self) -> Self:
        return self.order_by("submitted_at", "pk")


class Attempt(models.Model):
    """One finished review of one person. key: the form or the browser's record it came from; given twice, it is one.

    result: see `rules.result_facts`, complete without the review, which may change or retire later.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="attempts")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="review_attempts")
    key = models.UUIDField()
    review_version = models.CharField(max_length=12)
    submitted_at = models.DateTimeField()
    verdict = models.CharField(max_length=7, choices=Verdict)
    comments: Any = models.JSONField()
    result: Any = models.JSONField()
    found = models.PositiveSmallIntegerField()
    findings = models.PositiveSmallIntegerField()

    objects = models.Manager.from_queryset(ReviewAttemptQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="one_review_attempt_per_key", fields=["owner", "key"]),
            models.CheckConstraint(
                name="no_more_found_than_planted", condition=models.Q(found__lte=models.F("findings"))
            ),
        ]
        indexes = [models.Index(name="review_attempt_by_owner", fields=["owner", "review", "-submitted_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("reviews:attempt", args=[self.review_id, self.pk])

    def ledger_subject(self) -> str:
        return f"reviews.attempt:{self.pk}"


class ReviewDraftQuerySet(OwnedQuerySet["Draft"]):
    pass


class Draft(models.Model):
    """One person's review that is not finished. comments: see `comments.Drafted`; verdict: empty until it is chosen."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="drafts")
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="review_drafts")
    comments: Any = models.JSONField(default=list)
    verdict = models.CharField(max_length=7, choices=Verdict, blank=True)
    saved_at = models.DateTimeField()

    objects = models.Manager.from_queryset(ReviewDraftQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(name="one_draft_per_review", fields=["owner", "review"])]

    def __str__(self) -> str:
        return str(self.pk)
