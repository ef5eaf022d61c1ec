"""Writing about a project of one's own: begin, save, delete. A later tab never hides an earlier one."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.practice.commands.entries import lock
from jobfutures.practice.guiding import SLUGS
from jobfutures.practice.models import Walkthrough

MOST_PROJECTS = 50
LONGEST_TITLE = 120  # characters
LONGEST_ANSWER = 4_000


class CannotBegin(Exception):
    """No project was added; the sentence is for the person."""


class CannotSave(Exception):
    """Something newer is stored, and was left as it is. kept: the row as it stands."""

    def __init__(self, kept: Walkthrough) -> None:
        super().__init__(
            _(
                "This project was saved somewhere else meanwhile, perhaps in another tab. Nothing was written over. "
                "Your text stands below, and beside it what is stored: put together what you want to keep, then save."
            )
        )
        self.kept = kept


@transaction.atomic
def begin_walkthrough(*, by: User, title: str, at: datetime, key: UUID) -> Walkthrough:
    """Add a project without answers. The same key twice is one project. Raises CannotBegin."""
    lock(by)
    mine = Walkthrough.objects.visible_to(by)
    known = mine.filter(pk=key).first()
    if known:
        return known
    if mine.count() >= MOST_PROJECTS:
        raise CannotBegin(
            _("You have %(most)d projects here, and more do not fit. Delete one, then add this one.")
            % {"most": MOST_PROJECTS}
        )
    if Walkthrough.objects.filter(pk=key).exists():
        key = uuid4()  # somebody else's, so this one is named anew
    return Walkthrough.objects.create(id=key, owner=by, title=title, answers={}, made_at=at, saved_at=at)


@transaction.atomic
def save_walkthrough(
    *, by: User, walkthrough: Walkthrough, title: str, answers: Mapping[str, str], seen: datetime | None, at: datetime
) -> Walkthrough:
    """Store title and answers; seen: when the text that was changed had been saved. Raises CannotSave.

    What is stored already is not stored again, so the same form may come twice.
    """
    kept = Walkthrough.objects.visible_to(by).select_for_update().get(pk=walkthrough.pk)
    earlier = {
        slug: text for slug, text in kept.answers.items() if slug not in SLUGS
    }  # to questions not asked any more
    given = earlier | {slug: answers[slug] for slug in SLUGS if answers.get(slug)}
    if (kept.title, kept.answers) == (title, given):
        return kept
    if kept.saved_at != seen:
        raise CannotSave(kept)
    kept.title, kept.answers = title, given
    kept.saved_at = max(at, kept.saved_at + timedelta(microseconds=1))  # no two versions bear the same time
    kept.save(update_fields=["title", "answers", "saved_at"])
    return kept


def delete_walkthrough(*, by: User, walkthrough: Walkthrough) -> None:
    Walkthrough.objects.visible_to(by).filter(pk=walkthrough.pk).delete()
