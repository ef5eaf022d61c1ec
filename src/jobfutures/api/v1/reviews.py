"""Changes to review. What is planted in one is told with your review, never before it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query

from jobfutures.api.kinds import Asked, Shown, Whole
from jobfutures.api.operations import Answer, ApiRequest, Room
from jobfutures.api.paging import Cut, Part, part, part_of_list
from jobfutures.api.problems import refuses
from jobfutures.reviews.commands.attempts import delete_attempt, submit_attempt
from jobfutures.reviews.comments import LONGEST_PATH, LONGEST_TEXT, MOST_COMMENTS, CannotRead, read_comments
from jobfutures.reviews.diff import Side
from jobfutures.reviews.models import Attempt, Category, Review, Severity, Verdict
from jobfutures.topics.models import Level

room = Room("reviews", _("Changes to review: find what is planted in them"))
ATTEMPT = ("id", "review_id", "verdict", "found", "findings", "submitted_at")


class CommentsDoNotFit(Exception):
    """A comment is on lines that the change does not have."""


refuses(
    CommentsDoNotFit, "comments-do-not-fit", _("A comment is on no line of this change"),
    _("Each comment names a file of the change, a side, and lines that are there. Nothing was kept."), status=422,
)  # fmt: skip


class ReviewShown(Shown):
    slug: str = Field(examples=["carrier-retry"])
    title: str
    level: Level
    minutes: int
    areas: list[str] = Field(description="Ids, the most important first.", examples=[["A1"]])


class FileShown(Shown):
    path: str
    state: str = Field(examples=["changed"])
    lines: dict[str, int] = Field(description="On each side.", examples=[{"before": 3, "after": 4}])
    rows: Any = Field(description="Each line: kind, number before, number after, HTML.", examples=[[]])


class ReviewWhole(ReviewShown):
    description_html: str
    files: list[FileShown]
    version: str


class CommentGiven(Asked):
    file: str = Field(max_length=LONGEST_PATH, examples=["shop/carrier.py"])
    side: Side
    lines: list[Whole] = Field(min_length=2, max_length=2, description="The first and the last.", examples=[[3, 4]])
    category: Category
    severity: Severity
    text: str = Field(min_length=1, max_length=LONGEST_TEXT, examples=["This retries after the payment went through."])


class ReviewToSubmit(Asked):
    verdict: Verdict
    comments: list[CommentGiven] = Field(max_length=MOST_COMMENTS)


class ReviewAttemptShown(Shown):
    id: UUID
    review: str = Field(examples=["carrier-retry"])
    verdict: Verdict
    found: int
    findings: int
    submitted_at: datetime


class ReviewAttemptWhole(ReviewAttemptShown):
    comments: Any = Field(examples=[[]])
    result: Any = Field(description="Each planted thing with whether it was found, and false alarms.", examples=[{}])


class ReviewFilter(Asked, Cut):
    area: str = Field("", max_length=60)
    level: Level | None = None


class ReviewAttemptFilter(Asked, Cut):
    review: str = Field("", max_length=80)


@room.get("/reviews", shows=Part[ReviewShown], links={"get_review": {"slug": "/items/0/slug"}})
def list_reviews(request: ApiRequest, cut: Query[ReviewFilter]) -> Answer:
    """Changes to review, short and junior ones first."""
    rows = Review.objects.published().light().in_order()
    if cut.area:
        rows = rows.filter(areas__slug=cut.area)
    if cut.level:
        rows = rows.filter(level=cut.level)
    return part_of_list(request, [shown(row) for row in rows], cut, key=lambda row: row["slug"])


def shown(row: Review) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in ("slug", "title", "level", "minutes")}
    return {**facts, "areas": row.area_ids}


@room.get("/reviews/{slug:slug}", shows=ReviewWhole)
def get_review(request: ApiRequest, slug: str) -> Answer:
    """One change, line by line, without what is planted in it."""
    found = get_object_or_404(Review.objects.published(), pk=slug)
    files = [{name: one[name] for name in ("path", "state", "lines", "rows")} for one in found.files]
    return {**shown(found), "description_html": found.description_html, "files": files, "version": found.version}


@room.post(
    "/reviews/{slug:slug}/attempts", shows=ReviewAttemptWhole, scope="write:practice", refuses=(CommentsDoNotFit,),
    links={name: {"attempt_id": "/id"} for name in ("get_review_attempt", "delete_review_attempt")},
)  # fmt: skip
def create_review_attempt(request: ApiRequest, slug: str, body: ReviewToSubmit, response: HttpResponse) -> Answer:
    """Finish a review; then see what was planted."""
    review = get_object_or_404(Review.objects.published(), pk=slug)
    try:
        comments = read_comments([one.model_dump(mode="json") for one in body.comments], review.lengths)
    except CannotRead:
        raise CommentsDoNotFit(_("A comment is on no line of this change. Nothing was kept.")) from None
    kept = submit_attempt(
        by=request.person, review=review, comments=comments, key=uuid4(), at=timezone.now(),
        verdict="approve" if body.verdict is Verdict.APPROVE else "changes",
    )  # fmt: skip
    response.headers["Location"] = f"/api/v1/review-attempts/{kept.pk}"
    return named({name: getattr(kept, name) for name in (*ATTEMPT, "comments", "result")})


def named(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "review": row["review_id"]}


@room.get(
    "/review-attempts", shows=Part[ReviewAttemptShown], scope="read:practice",
    links={"get_review_attempt": {"attempt_id": "/items/0/id"}},
)  # fmt: skip
def list_review_attempts(request: ApiRequest, cut: Query[ReviewAttemptFilter]) -> Answer:
    """Your finished reviews, newest first."""
    rows = Attempt.objects.visible_to(request.person)
    if cut.review:
        rows = rows.filter(review=cut.review)
    return part(request, rows, cut, order=("-submitted_at", "-id"), columns=ATTEMPT, shape=named)


@room.get("/review-attempts/{uuid:attempt_id}", shows=ReviewAttemptWhole, scope="read:practice")
def get_review_attempt(request: ApiRequest, attempt_id: UUID) -> Answer:
    """One finished review of yours, with its result."""
    rows = Attempt.objects.visible_to(request.person).values(*ATTEMPT, "comments", "result")
    return named(get_object_or_404(rows, pk=attempt_id))


@room.delete("/review-attempts/{uuid:attempt_id}", scope="write:practice", state_of=get_review_attempt)
def delete_review_attempt(request: ApiRequest, attempt_id: UUID) -> Answer:
    """Delete one finished review."""
    found = get_object_or_404(Attempt.objects.visible_to(request.person), pk=attempt_id)
    delete_attempt(by=request.person, attempt=found, at=timezone.now())
