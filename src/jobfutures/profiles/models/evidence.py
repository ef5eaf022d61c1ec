"""What a candidate chose to stand on their profile, of what they did here."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jobfutures.checks.models import Attempt as Check
from jobfutures.exercises.models import Attempt as ExerciseAttempt
from jobfutures.kit.ids import uuid7
from jobfutures.practice.models import Walkthrough
from jobfutures.profiles.models.written import ProfileRows
from jobfutures.reviews.models import Attempt as ReviewAttempt

LINKS = {"CHECK": "check_attempt", "EXERCISE": "exercise_attempt", "REVIEW": "review_attempt", "PROJECT": "walkthrough"}


def names_one_thing() -> Q:
    """Return the condition that a row's kind has its link, and no other kind has."""
    found = Q()
    for kind, link in LINKS.items():
        others = {f"{other}__isnull": other != link for other in LINKS.values()}
        found |= Q(kind=kind, **others)
    return found


class Evidence(models.Model):
    """One thing chosen: the link of its kind is set, and no other. It goes when that to which it links goes."""

    class Kind(models.TextChoices):
        CHECK = "CHECK", _("Skill check")
        EXERCISE = "EXERCISE", _("Exercise")
        REVIEW = "REVIEW", _("Review")
        PROJECT = "PROJECT", _("Project walk-through")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    check_attempt = models.ForeignKey(Check, on_delete=models.CASCADE, null=True, related_name="+")
    exercise_attempt = models.ForeignKey(ExerciseAttempt, on_delete=models.CASCADE, null=True, related_name="+")
    review_attempt = models.ForeignKey(ReviewAttempt, on_delete=models.CASCADE, null=True, related_name="+")
    walkthrough = models.ForeignKey(Walkthrough, on_delete=models.CASCADE, null=True, related_name="+")
    chosen_at = models.DateTimeField()

    objects = ProfileRows["Evidence"]()

    class Meta:
        constraints = [
            models.CheckConstraint(name="evidence_names_one_thing", condition=names_one_thing()),
            *(
                models.UniqueConstraint(name=f"one_evidence_per_{kind.lower()}", fields=["owner", link])
                for kind, link in LINKS.items()
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def thing_id(self) -> UUID:
        found: UUID = getattr(self, f"{LINKS[self.kind]}_id")
        return found
