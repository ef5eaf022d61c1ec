"""What a person does before a review is finished. Each act changes one thing: two tabs do not undo each other."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.reviews.comments import DRAFTED, MOST_COMMENTS, Drafted, plain, put, without
from jobfutures.reviews.content.schema import Verdict
from jobfutures.reviews.models import Draft, Review

Edit = Callable[[Sequence[Drafted]], list[Drafted]]


class CannotKeep(Exception):
    """A comment was not kept; the sentence is for the person who wrote it."""


def check_number(comments: Sequence[Drafted]) -> None:
    """Raises CannotKeep where a review would hold too many comments."""
    if len(comments) > MOST_COMMENTS:
        raise CannotKeep(
            _("A review holds at most %(most)s comments. This one was not kept; the others are.")
            % {"most": MOST_COMMENTS}
        )


@transaction.atomic
def keep_comment(*, by: User, review: Review, comment: Drafted, at: datetime) -> None:
    """Add a comment to the draft, or change the one that has its id. Raises CannotKeep."""
    edit_comments(by, review, lambda comments: put(comments, comment), at)


@transaction.atomic
def drop_comment(*, by: User, review: Review, comment_id: UUID, at: datetime) -> None:
    edit_comments(by, review, lambda comments: without(comments, comment_id), at)


@transaction.atomic
def choose_verdict(*, by: User, review: Review, verdict: Verdict, at: datetime) -> None:
    draft = locked(by, review, at)
    draft.verdict, draft.saved_at = verdict.upper(), at
    draft.save(update_fields=["verdict", "saved_at"])


@transaction.atomic
def discard_draft(*, by: User, review: Review) -> None:
    """Begin again; finished attempts stay."""
    Draft.objects.filter(review=review, owner=by).delete()


def edit_comments(by: User, review: Review, edit: Edit, at: datetime) -> None:
    draft = locked(by, review, at)
    comments = edit(DRAFTED.validate_python(draft.comments))
    check_number(comments)
    draft.comments, draft.saved_at = plain(comments), at
    draft.save(update_fields=["comments", "saved_at"])


def locked(by: User, review: Review, at: datetime) -> Draft:
    """Return the draft, made where there is none, for nobody else to change until this transaction ends."""
    Draft.objects.get_or_create(review=review, owner=by, defaults={"saved_at": at})
    return Draft.objects.select_for_update().get(review=review, owner=by)
