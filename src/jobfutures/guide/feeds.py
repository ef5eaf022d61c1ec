"""The Atom feed of new questions."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _

from jobfutures.guide.models import Question
from jobfutures.kit.templatetags.kit import uncoded

ENTRIES = 50

if TYPE_CHECKING:

    class QuestionFeed(Feed[Question, None]): ...

else:
    QuestionFeed = Feed  # generic for the type checker only


class NewQuestions(QuestionFeed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME}: {_('new questions')}"
    subtitle = _("Questions newly published in the guides, newest first.")
    link = "/guides/"

    def items(self) -> QuerySet[Question]:
        return Question.objects.published().newest_first().select_related("area")[:ENTRIES]

    def item_title(self, item: Question) -> str:
        return uncoded(item.title)

    def item_description(self, item: Question) -> str:
        return item.breath_text

    def item_pubdate(self, item: Question) -> datetime:
        return item.first_published_at

    def item_updateddate(self, item: Question) -> datetime:
        return item.changed_at
