"""The sitemap: public pages only, straight from the published rows."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from jobfutures.guide.models import Chapter, Guide, Question
from jobfutures.guide.queries import guides

if TYPE_CHECKING:

    class AddressMap(Sitemap[str]): ...

    class GuideMap(Sitemap[Guide]): ...

    class ChapterMap(Sitemap[Chapter]): ...

    class QuestionMap(Sitemap[Question]): ...

else:
    AddressMap = GuideMap = ChapterMap = QuestionMap = Sitemap  # generic for the type checker only


class Pages(AddressMap):
    def items(self) -> list[str]:
        return ["web:home", "guide:guides", "support:help", "support:contact"]

    def location(self, item: str) -> str:
        return reverse(item)


class Guides(GuideMap):
    def items(self) -> QuerySet[Guide]:
        return guides()


class Areas(ChapterMap):
    def items(self) -> QuerySet[Chapter]:
        return Chapter.objects.filter(retired=False).select_related("area").order_by("pk")

    def location(self, item: Chapter) -> str:
        return reverse("guide:area", args=[item.guide_id, item.area.slug])


class Questions(QuestionMap):
    def items(self) -> QuerySet[Question]:
        return Question.objects.published().select_related("area").order_by("pk")

    def lastmod(self, item: Question) -> datetime:
        return item.changed_at


SITEMAPS = {"pages": Pages, "guides": Guides, "areas": Areas, "questions": Questions}
