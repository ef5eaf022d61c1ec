"""Finished reviews: submitted on the site, brought along from a browser, deleted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.ledger.commands import record
from jobfutures.reviews.comments import CannotRead, Comment, plain, read_comments
from jobfutures.reviews.content.schema import Verdict
from jobfutures.reviews.grading import graded
from jobfutures.reviews.models import Attempt, Draft, Review


class CannotKeepAttempt(Exception):
    """A finished review was not taken; the sentence is for the person who wrote it."""


@transaction.atomic
def submit_attempt(
    *, by: User, review: Review, comments: Sequence[Comment], verdict: Verdict, key: UUID, at: datetime
) -> Attempt:
    """Store one finished review with its result, and end its draft. The same form sent twice gives the first."""
    attempt, is_new = stored(by=by, review=review, comments=comments, verdict=verdict, key=key, at=at)
    if is_new:
        Draft.objects.filter(review=review, owner=by).delete()
        record(by=by, kind="reviews.submitted", subject=attempt.ledger_subject(), at=at)
    return attempt


@transaction.atomic
def keep_attempt(*, by: User, id: UUID, review: str, verdict: str, comments: Any, at: datetime) -> Attempt:  # noqa: A002 -- as the browser's record has it
    """Take a finished review that a browser kept for a visitor; given twice, it is taken once.

    review: its slug.  comments: plain values, checked here.  at: when it was finished, not later than now.
    Raises CannotKeepAttempt.
    """
    first = Attempt.objects.visible_to(by).filter(key=id).first()
    if first:
        return first
    row = Review.objects.filter(pk=review).first() if "\0" not in review else None
    if row is None or verdict not in ("approve", "changes"):
        raise CannotKeepAttempt(_("This is no review that we know. It stays in your browser."))
    try:
        read = read_comments(comments, row.lengths)
    except CannotRead:
        raise CannotKeepAttempt(
            _("The change has been rewritten since, so its comments fit no more. It stays in your browser.")
        ) from None
    chosen: Verdict = "approve" if verdict == "approve" else "changes"
    attempt, is_new = stored(by=by, review=row, comments=read, verdict=chosen, key=id, at=at)
    if is_new:
        record(by=by, kind="reviews.brought_along", subject=attempt.ledger_subject(), at=at)
    return attempt


def stored(
    *, by: User, review: Review, comments: Sequence[Comment], verdict: Verdict, key: UUID, at: datetime
) -> tuple[Attempt, bool]:
    """Return the attempt of this key, and whether it was made now."""
    first = Attempt.objects.visible_to(by).filter(key=key).first()
    if first:
        return first, False
    result = graded(review, comments, verdict)
    attempt = Attempt(
        review=review,
        owner=by,
        key=key,
        review_version=review.version,
        submitted_at=at,
        verdict=verdict.upper(),
        comments=plain(comments),
        result=result,
        found=result["found"],
        findings=len(result["findings"]),
    )
    try:
        with transaction.atomic():
            attempt.save(force_insert=True)
    except IntegrityError:
        return Attempt.objects.visible_to(by).get(key=key), False
    return attempt, True


@transaction.atomic
def delete_attempt(*, by: User, attempt: Attempt, at: datetime) -> None:
    """Delete one of the person's own attempts; the ledger keeps that it was, and nothing of what it said."""
    gone, _rows = Attempt.objects.visible_to(by).filter(pk=attempt.pk).delete()
    if gone:
        record(by=by, kind="reviews.deleted", subject=attempt.ledger_subject(), at=at)
