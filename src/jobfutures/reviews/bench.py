"""What stands on a reviewer's bench: the draft, from the account or as it travelled, and the comment being written."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jobfutures.accounts.models import User
from jobfutures.reviews import forms, queries
from jobfutures.reviews.comments import DRAFTED, CannotRead, Comment, Drafted, lines_said, put, read_draft
from jobfutures.reviews.models import Review


@dataclass
class Bench:
    """comments: the draft.  chosen: the lines that a form is open for.  notice: what could not be taken, in words."""

    review: Review
    comments: list[Drafted]
    comment: forms.CommentForm
    submission: forms.Submission
    chosen: dict[str, Any] | None = None
    notice: str = ""
    has_draft: bool = False

    def find(self, comment_id: str) -> Drafted | None:
        return next((one for one in self.comments if str(one.id) == comment_id), None)

    def open_for(self, initial: dict[str, Any] | None) -> None:
        """Open the form for these lines, with what was typed already still in it."""
        self.chosen = initial
        if initial and self.comment.is_bound:
            typed = {name: str(self.comment.data.get(name) or "") for name in ("category", "severity", "text")}
            initial = {**initial, **{name: text for name, text in typed.items() if text and not initial.get(name)}}
        self.comment = forms.CommentForm(review=self.review, initial=initial)

    def finished(self) -> list[Comment]:
        """Return the draft's comments as they are graded; what nobody wrote a word in is left out.

        Raises CannotRead with a sentence where one that was begun is not finished.
        """
        found = []
        for one in self.comments:
            done = one.finished()
            if done:
                found.append(done)
            elif one.text.strip():
                place = {"file": one.file, "lines": lines_said(one.lines)}
                raise CannotRead(
                    _("Your comment on %(file)s, %(lines)s, is not finished: say what it is about, and its weight.")
                    % place
                )
        return found


def bench_of(request: HttpRequest, review: Review) -> Bench:
    """Return the bench of a request: the account's draft, or what a visitor's form brought along."""
    given = request.POST if request.method == "POST" else None
    comment = forms.CommentForm(given, review=review)
    draft = queries.draft_of(request.user, review)
    if isinstance(request.user, User):
        verdict = {"verdict": draft.verdict.lower()} if draft else None
        submission = forms.Submission(given, initial=verdict)
        kept = [one for one in DRAFTED.validate_python(draft.comments if draft else []) if one.fits(review.lengths)]
        return Bench(review, kept, comment, submission, has_draft=bool(draft))
    bench = Bench(review, [], comment, forms.Submission(given))
    try:
        bench.comments = read_draft(str(given.get("draft", "")) if given else "", review.lengths)
    except CannotRead:
        bench.notice = _("The comments that came with this form could not be read, and so are not here.")
    return bench


def with_typed(bench: Bench) -> bool:
    """Put the comment that stands in the form into the bench; tell whether it could be taken."""
    if not bench.comment.is_valid():
        return False
    bench.comments = put(bench.comments, bench.comment.drafted())
    return True


def id_in(act: str) -> UUID | None:
    """Return the id in an act such as `drop:<id>`."""
    try:
        return UUID(act.partition(":")[2])
    except ValueError:
        return None
