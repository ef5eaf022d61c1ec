"""The sitemap: public pages only, straight from the published rows."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from jobfutures.exercises.models import Exercise
from jobfutures.guide.models import Chapter, InterviewersGuide, Question
from jobfutures.guide.paths import LEVEL_SLUGS
from jobfutures.guide.queries import guides
from jobfutures.jobs.models import Job
from jobfutures.jobs.queries.postings import live_at
from jobfutures.reviews.models import Review

if TYPE_CHECKING:

    class AddressMap(Sitemap[str]): ...

    class QuestionMap(Sitemap[Question]): ...

    class ExerciseMap(Sitemap[Exercise]): ...

    class ReviewMap(Sitemap[Review]): ...

    class JobMap(Sitemap[Job]): ...

else:
    AddressMap = QuestionMap = ExerciseMap = ReviewMap = JobMap = Sitemap  # generic for the type checker only


class Pages(AddressMap):
    def items(self) -> list[str]:
        return [
            "web:home",
            "guide:guides",
            "exercises:exercises",
            "reviews:reviews",
            "predictions:predictions",
            "practice:home",
            "practice:cards",
            "jobs:search",
            "companies:companies",
            "companies:policy",
            "hiring:policy",
            "hiring:ai",
            "support:help",
            "support:contact",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Guides(AddressMap):
    """Each guide and the ways into it: for interviewers, and for each role its paths and its sheet. One query."""

    def items(self) -> list[str]:
        found = []
        for guide in guides():
            found += [
                guide.get_absolute_url(),
                reverse("guide:interviewers", args=[guide.pk]),
                reverse("guide:paths", args=[guide.pk]),
            ]
            for role in guide.roles:
                found += [reverse("guide:path", args=[guide.pk, role, level]) for level in LEVEL_SLUGS]
                found.append(reverse("guide:sheet", args=[guide.pk, role]))
        return found

    def location(self, item: str) -> str:
        return item


class Areas(AddressMap):
    """Each area of a guide, and what is written on it for interviewers. One query."""

    def items(self) -> list[str]:
        live = InterviewersGuide.objects.filter(chapter=OuterRef("pk"), retired=False)
        rows = Chapter.objects.filter(retired=False).annotate(is_for_interviewers=Exists(live)).order_by("pk")
        found = []
        for guide, slug, is_for_interviewers in rows.values_list("guide_id", "area__slug", "is_for_interviewers"):
            found.append(reverse("guide:area", args=[guide, slug]))
            if is_for_interviewers:
                found.append(reverse("guide:interviewers_area", args=[guide, slug]))
        return found

    def location(self, item: str) -> str:
        return item


class Questions(QuestionMap):
    def items(self) -> list[Question]:
        rows = Question.objects.published().select_related("area")
        return list(rows.only("guide_id", "area__slug", "changed_at").order_by("pk"))

    def lastmod(self, item: Question) -> datetime:
        return item.changed_at


class Exercises(ExerciseMap):
    def items(self) -> list[Exercise]:
        return list(Exercise.objects.published().only("changed_at").order_by("pk"))

    def lastmod(self, item: Exercise) -> datetime:
        return item.changed_at


class Reviews(ReviewMap):
    def items(self) -> list[Review]:
        return list(Review.objects.published().only("changed_at").order_by("pk"))

    def lastmod(self, item: Review) -> datetime:
        return item.changed_at


class Jobs(JobMap):
    def items(self) -> list[Job]:
        return list(live_at(timezone.now()).only("slug", "changed_at").order_by("pk"))

    def lastmod(self, item: Job) -> datetime:
        return item.changed_at


SITEMAPS = {
    "pages": Pages,
    "guides": Guides,
    "areas": Areas,
    "questions": Questions,
    "exercises": Exercises,
    "reviews": Reviews,
    "jobs": Jobs,
}
