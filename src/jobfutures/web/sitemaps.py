"""The sitemap: public pages only, straight from the published rows."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from jobfutures.exercises.models import Exercise
from jobfutures.guide.models import Chapter, Guide, Question
from jobfutures.guide.queries import guides
from jobfutures.reviews.models import Review

if TYPE_CHECKING:

    class AddressMap(Sitemap[str]): ...

    class GuideMap(Sitemap[Guide]): ...

    class ChapterMap(Sitemap[Chapter]): ...

    class QuestionMap(Sitemap[Question]): ...

    class ExerciseMap(Sitemap[Exercise]): ...

    class ReviewMap(Sitemap[Review]): ...

else:
    AddressMap = GuideMap = ChapterMap = QuestionMap = ExerciseMap = ReviewMap = (
        Sitemap  # generic for the type checker only
    )


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
            "support:help",
            "support:contact",
        ]

    def location(self, item: str) -> str:
        return reverse(item)


class Guides(GuideMap):
    def items(self) -> list[Guide]:
        return list(guides())


class Areas(ChapterMap):
    def items(self) -> list[Chapter]:
        return list(Chapter.objects.filter(retired=False).select_related("area").order_by("pk"))

    def location(self, item: Chapter) -> str:
        return reverse("guide:area", args=[item.guide_id, item.area.slug])


class Questions(QuestionMap):
    def items(self) -> list[Question]:
        return list(Question.objects.published().select_related("area").order_by("pk"))

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


SITEMAPS = {
    "pages": Pages,
    "guides": Guides,
    "areas": Areas,
    "questions": Questions,
    "exercises": Exercises,
    "reviews": Reviews,
}
